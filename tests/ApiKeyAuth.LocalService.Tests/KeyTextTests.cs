using ApiKeyAuth.LocalService.Keys;

namespace ApiKeyAuth.LocalService.Tests;

public class KeyTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("00", "1")]
    [InlineData("0000", "11")]
    [InlineData("61", "2g")]
    [InlineData("626262", "a3gV")]
    [InlineData("00eb15231dfceb60925886b67d065299925915aeb172c06647", "1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9L")]
    [InlineData("516b6fcd0f", "ABnLTmg")]
    [InlineData("00000000000000000000", "1111111111")]
    public void Base58_encodes_as_published(string hex, string encoded) =>
        Assert.Equal(encoded, Base58.Encode(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("ABCDEFGH", "ABCD")]
    [InlineData("sk_ABCDEFGH", "sk_ABCD")]
    [InlineData("live_prod_ABCDEFGH", "live_prod_ABCD")]
    [InlineData("abc", "abc")]
    [InlineData("sk_", "sk_")]
    public void The_start_is_the_prefix_and_four_characters(string key, string start) => Assert.Equal(start, KeyText.Start(key));

    [Theory]
    [InlineData(16, 20, 22)]
    [InlineData(24, 31, 33)]
    [InlineData(255, 345, 349)]
    public void A_generated_key_is_as_long_as_its_bytes_make_it(int bytes, int shortest, int longest)
    {
        var key = KeyText.Generate("sk", bytes);

        Assert.StartsWith("sk_", key, StringComparison.Ordinal);
        Assert.InRange(key.Length - 3, shortest, longest);
        Assert.NotEqual(key, KeyText.Generate("sk", bytes));
    }

    [Fact]
    public void The_hash_is_that_of_the_whole_text() => Assert.Equal("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=", KeyText.Hash("test"));
}
