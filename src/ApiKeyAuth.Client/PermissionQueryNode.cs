namespace ApiKeyAuth.Client;

internal abstract record PermissionQueryNode
{
    public abstract bool IsConjunction { get; }

    public abstract bool IsSatisfiedBy(Predicate<string> holds);

    public abstract IEnumerable<string> Names();

    public sealed record Name(string Slug) : PermissionQueryNode
    {
        public override bool IsConjunction => true;

        public override bool IsSatisfiedBy(Predicate<string> holds) => holds(Slug);

        public override IEnumerable<string> Names() => [Slug];
    }

    public sealed record All(IReadOnlyList<PermissionQueryNode> Terms) : PermissionQueryNode
    {
        public override bool IsConjunction => Terms.All(term => term.IsConjunction);

        public override bool IsSatisfiedBy(Predicate<string> holds) => Terms.All(term => term.IsSatisfiedBy(holds));

        public override IEnumerable<string> Names() => Terms.SelectMany(term => term.Names());
    }

    public sealed record Any(IReadOnlyList<PermissionQueryNode> Terms) : PermissionQueryNode
    {
        public override bool IsConjunction => false;

        public override bool IsSatisfiedBy(Predicate<string> holds) => Terms.Any(term => term.IsSatisfiedBy(holds));

        public override IEnumerable<string> Names() => Terms.SelectMany(term => term.Names());
    }
}
