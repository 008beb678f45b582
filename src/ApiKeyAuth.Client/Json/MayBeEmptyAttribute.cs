namespace ApiKeyAuth.Client;

/// <summary>Marks a required text of a response that the service sends empty, too.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MayBeEmptyAttribute : Attribute;
