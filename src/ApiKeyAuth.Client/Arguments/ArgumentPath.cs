namespace ApiKeyAuth.Client;

/// <summary>The path of an object in a request. The text is only built for a rejected value. The default is the request itself.</summary>
internal readonly struct ArgumentPath(string parent, int? index = null)
{
    /// <summary>The path of an object in a member.</summary>
    public ArgumentPath At(string member) => new(Of(member));

    /// <summary>The path of an object in a list.</summary>
    public ArgumentPath At(string list, int index) => new(Of(list), index);

    public string Of(string member) => parent is null ? member : member.Length == 0 ? ToString() : $"{this}.{member}";

    public override string ToString() => index is null ? parent : $"{parent}[{index}]";
}
