using System.Globalization;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Queries whose text is code and whose values are data: no value changes what is asked.</summary>
public sealed class PermissionInterpolationTests
{
    [Theory]
    [InlineData("sales")]
    [InlineData("Sales_2-b")]
    [InlineData("or")]
    [InlineData("AND")]
    public void Value_of_letters_digits_underscores_and_hyphens_is_filled_in(string team)
    {
        var query = PermissionQuery.Parse($"documents.{team}.read OR documents.admin");

        Assert.Equal([$"documents.{team}.read", "documents.admin"], query.Names);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    [InlineData("*")]
    [InlineData("zzz.read OR orders.read OR nope")]
    [InlineData("x) OR (y")]
    [InlineData("é")]
    [InlineData("Ａ")]
    [InlineData("٣")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("🔑")]
    public void Value_with_anything_else_is_rejected(string? team)
    {
        Assert.Throws<FormatException>(() => PermissionQuery.Parse($"documents.{team}.read"));
        Assert.False(PermissionQuery.TryParse($"documents.{team}.read", out _, out var error));
        Assert.Equal(10, error.Position);
    }

    [Theory]
    [InlineData("a", "OR", "b")]
    [InlineData("a", "and", "b")]
    public void Value_never_becomes_an_operator(string left, string @operator, string right) =>
        Assert.Throws<FormatException>(() => PermissionQuery.Parse($"{left} {@operator} {right}"));

    [Theory]
    [InlineData("O", "R")]
    [InlineData("", "OR")]
    public void Several_values_never_become_an_operator(string first, string second) =>
        Assert.Throws<FormatException>(() => PermissionQuery.Parse($"a {first}{second} b"));

    [Fact]
    public void Half_of_an_operator_does_not_become_a_whole_one()
    {
        var half = "R";

        Assert.Throws<FormatException>(() => PermissionQuery.Parse($"a O{half} b"));
    }

    [Fact]
    public void Values_are_formatted_independently_of_the_culture()
    {
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "minus" } };
        var id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");

        Assert.Equal("orders.-5.read", PermissionQuery.Parse($"orders.{-5}.read").Text);
        Assert.Equal("orders.0f8fad5bd9cb469fa16570867728950e", PermissionQuery.Parse($"orders.{id:N}").Text);
        Assert.Equal("orders.abc", PermissionQuery.Parse($"orders.{"abcdef".AsSpan(0, 3)}").Text);
        Assert.Throws<FormatException>(() => PermissionQuery.Parse($"orders.{1.5}.read"));
    }

    [Fact]
    public void Text_outside_the_values_must_be_a_query()
    {
        var team = "sales";

        var error = Assert.Throws<FormatException>(() => PermissionQuery.Parse($"documents.{team}.read AND"));

        Assert.Contains("a permission is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Filled_query_that_is_too_long_is_rejected()
    {
        var team = new string('a', PermissionQuery.MaxLength);

        Assert.Throws<FormatException>(() => PermissionQuery.Parse($"documents.{team}.read"));
    }
}
