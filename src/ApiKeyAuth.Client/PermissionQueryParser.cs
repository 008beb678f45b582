using System.Diagnostics.CodeAnalysis;

namespace ApiKeyAuth.Client;

/// <summary>Recursive descent over the grammar; the length limit bounds the recursion.</summary>
internal sealed class PermissionQueryParser(string text)
{
    private PermissionQueryError? _error;
    private int _position;

    public bool TryParse([NotNullWhen(true)] out PermissionQueryNode? root, [NotNullWhen(false)] out PermissionQueryError? error)
    {
        root = text.EnumerateRunes().Count() > PermissionQuery.MaxLength
            ? Fail($"the query is longer than {PermissionQuery.MaxLength} characters.")
            : Whole();
        error = _error;
        return root is not null;
    }

    private PermissionQueryNode? Whole()
    {
        if (Any() is not { } root)
        {
            return null;
        }

        return Peek() is { Length: > 0 } rest ? Fail($"'{rest}' stands where AND, OR or the end was expected.") : root;
    }

    private PermissionQueryNode? Any() => Joined(All, "OR", terms => new PermissionQueryNode.Any(terms));

    private PermissionQueryNode? All() => Joined(Term, "AND", terms => new PermissionQueryNode.All(terms));

    private PermissionQueryNode? Joined(
        Func<PermissionQueryNode?> next, string @operator, Func<IReadOnlyList<PermissionQueryNode>, PermissionQueryNode> join)
    {
        var terms = new List<PermissionQueryNode>();
        do
        {
            if (next() is not { } term)
            {
                return null;
            }

            terms.Add(term);
        }
        while (Take(@operator));

        return terms.Count == 1 ? terms[0] : join(terms);
    }

    private PermissionQueryNode? Term()
    {
        if (Take("("))
        {
            if (Any() is not { } inner)
            {
                return null;
            }

            return Take(")") ? inner : Fail("a closing parenthesis is missing.");
        }

        var token = Peek();
        if (token.Length == 0)
        {
            return Fail("a permission is missing.");
        }

        if (!PermissionSyntax.NameCharacters.Contains(token[0]) || PermissionSyntax.IsOperator(token))
        {
            return Fail($"'{token}' stands where a permission or an opening parenthesis was expected.");
        }

        _position += token.Length;
        return new PermissionQueryNode.Name(token.ToString());
    }

    private bool Take(string expected)
    {
        if (!Peek().Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _position += expected.Length;
        return true;
    }

    /// <summary>The next token, behind white space: a run of name characters, one other character, or nothing at the end.</summary>
    private ReadOnlySpan<char> Peek()
    {
        while (_position < text.Length && text[_position] is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }

        var rest = text.AsSpan(_position);
        var run = rest.IndexOfAnyExcept(PermissionSyntax.NameCharacters);
        return run switch
        {
            -1 => rest,
            0 => rest[..1],
            _ => rest[..run],
        };
    }

    private PermissionQueryNode? Fail(string reason)
    {
        _error ??= new PermissionQueryError(_position, reason);
        return null;
    }
}
