namespace ApiKeyAuth.Client;

/// <summary>Where in a request an object stands. The text is only made for something that is refused. Default: the request itself.</summary>
internal readonly struct ArgumentPath(string parent, int? index = null)
{
    /// <summary>An object that stands in a member.</summary>
    public ArgumentPath At(string member) => new(Of(member));

    /// <summary>An object that stands in a list.</summary>
    public ArgumentPath At(string list, int index) => new(Of(list), index);

    public string Of(string member) => parent is null ? member : member.Length == 0 ? ToString() : $"{this}.{member}";

    public override string ToString() => index is null ? parent : $"{parent}[{index}]";
}
