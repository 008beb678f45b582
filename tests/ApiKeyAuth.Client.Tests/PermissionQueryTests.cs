namespace ApiKeyAuth.Client.Tests;

public sealed class PermissionQueryTests
{
    private static readonly string[] Held = ["documents.read", "documents.write", "api:call", "2fa.use", "wild.*"];

    [Theory]
    [InlineData("documents.read", true)]
    [InlineData("documents.READ", false)]
    [InlineData("documents.delete", false)]
    [InlineData("documents.read AND documents.write", true)]
    [InlineData("documents.read AND documents.delete", false)]
    [InlineData("documents.delete OR documents.read", true)]
    [InlineData("documents.delete or documents.read", true)]
    [InlineData("documents.read OR documents.delete AND documents.burn", true)]
    [InlineData("(documents.read OR documents.delete) AND documents.burn", false)]
    [InlineData("documents.delete OR documents.read AND documents.write", true)]
    [InlineData("((documents.read)AND(api:call))", true)]
    [InlineData("\t documents.read\r\nAnD  2fa.use ", true)]
    [InlineData("documents.*", false)]
    [InlineData("wild.*", true)]
    [InlineData("wild.read", false)]
    [InlineData("android OR or.read OR documents.read", true)]
    public void Query_is_evaluated_as_the_service_does(string text, bool satisfied) =>
        Assert.Equal(satisfied, PermissionQuery.Parse(text).IsSatisfiedBy(Held));

    [Theory]
    [InlineData("", 0)]
    [InlineData("  ", 2)]
    [InlineData("a AND", 5)]
    [InlineData("AND a", 0)]
    [InlineData("a b", 2)]
    [InlineData("(a", 2)]
    [InlineData("a)", 1)]
    [InlineData("()", 1)]
    [InlineData("a & b", 2)]
    [InlineData("a, b", 1)]
    [InlineData("größe", 2)]
    [InlineData("a\u00A0AND b", 1)]
    [InlineData("a OR OR b", 5)]
    public void Text_that_is_no_query_is_rejected_with_its_position(string text, int position)
    {
        Assert.False(PermissionQuery.TryParse(text, out var query, out var error));
        Assert.Null(query);
        Assert.Equal(position, error.Position);
        Assert.NotEmpty(error.Reason);
        Assert.Contains($"position {position}", Assert.Throws<FormatException>(() => PermissionQuery.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Query_of_up_to_1000_characters_is_accepted(int length, bool accepted) =>
        Assert.Equal(accepted, PermissionQuery.TryParse(new string('a', length), out _, out _));

    [Fact]
    public void Deepest_nesting_that_fits_is_accepted() =>
        Assert.True(PermissionQuery.Parse(new string('(', 499) + "a" + new string(')', 499)).IsSatisfiedBy(["a"]));

    [Theory]
    [InlineData("a AND (b AND a)", true, "a,b")]
    [InlineData("a AND (b OR c)", false, "a,b,c")]
    public void Names_are_listed_once_each_and_a_pure_conjunction_is_known(string text, bool isConjunction, string names)
    {
        var query = PermissionQuery.Parse(text);
        Assert.Equal(isConjunction, query.IsConjunction);
        Assert.Equal(names, string.Join(',', query.Names));
    }
}
