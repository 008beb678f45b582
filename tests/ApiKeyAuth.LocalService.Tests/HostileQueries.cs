using System.Text;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Queries within all limits on their text that would run for minutes, most of them without a loop.</summary>
internal static class HostileQueries
{
    private const int LongestText = 16_000;

    /// <summary>Texts of the maximum length of a value: one repeated letter, half of that, digits, JSON.</summary>
    private static readonly string Texts = "WITH "
        + "s AS (SELECT replace('aaaaaaaaaaaaaaaa', 'a', replace('aaaaaaaaaaaaaaaa', 'a', replace('aaaaaaaaaaaaaaaa', 'a', 'aaaaaaaaaaaaaaa'))) AS s), "
        + "t AS MATERIALIZED (SELECT s || s || s || s AS a FROM s), u AS MATERIALIZED (SELECT s || s || 'b' AS b FROM s), "
        + "v AS MATERIALIZED (SELECT replace(s, 'a', '1') AS d, '[' || replace(substr(s, 1, 29000), 'a', '1,') || '1]' AS j, "
        + "replace(substr(s, 1, 29000), 'a', '%Y') AS f, replace(substr(s, 1, 490), 'a', '%a') || 'b' AS p FROM s) ";

    /// <summary>Sixty columns, each with as many searches as fit.</summary>
    public static string StraightLine { get; } = Columns("instr(a, b)", "FROM t, u, v");

    /// <summary>The queries by name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = Create();

    private static Dictionary<string, string> Create()
    {
        var all = new Dictionary<string, string> { ["instr"] = StraightLine };
        string[] calls =
        [
            "length(replace(a, b, 'c'))", "a LIKE p", "a LIKE '%aaaaaaaa%aaaaaaaaab'", "a LIKE p ESCAPE '!'", "a GLOB '*a*a*a*a*a*a*a*a*b'",
            "length(trim(a, b))", "length(ltrim(a, b))", "length(rtrim(b, 'b' || a))", "length(upper(a))", "length(lower(a))",
            "length(strftime(f, 1))", "json_array_length(j)", "json_extract(j, '$[28999]')", "json_extract(j, '$[#-1]')", "json_valid(j)",
            "length(json(j))", "j ->> 28999", "length(j -> '$')", "json_type(j, '$[28000]')", "length(b || b)", "d + 0", "-d", "abs(d)",
            "CAST(d AS REAL)", "round(d, 2)", "length(max(a, b, b || ''))", "b = b || ''", "length(a)", "a COLLATE NOCASE = b", "substr(a, 200000, 1)",
            "nullif(a, b) = b", "date(d)", "timediff(1, 2) = a", "instr(a, substr(a, 2) || 'b')", "julianday(d, 'weekday 0')", "unixepoch(f)",
            "a IN (b, p, d, f, j)", "a BETWEEN b AND p", "sqrt(d)", "mod(d, 3)",
        ];
        foreach (var call in calls)
        {
            all[call] = Columns(call, "FROM t, u, v");
        }

        const string cube = "FROM t, u, v, key_verifications_v1 AS x, key_verifications_v1 AS y, key_verifications_v1 AS z, key_verifications_v1 AS w, "
            + "key_verifications_v1 AS r";
        all["cube"] = $"{Texts} SELECT count() AS n {cube}";
        all["cube of searches"] = $"{Texts} SELECT sum(instr(a, b)) AS n {cube}";
        all["group_concat"] = $"{Texts} SELECT length(group_concat(x.key_id)) AS n {cube}";
        all["sorted"] = $"{Texts} SELECT x.key_id AS k {cube} ORDER BY a || x.request_id || y.request_id || z.request_id LIMIT 1";
        all["distinct"] = $"{Texts} SELECT count(DISTINCT b || x.request_id || y.request_id || z.request_id) AS n {cube}";
        all["window"] = $"{Texts} SELECT length(string_agg(b, '') OVER (ORDER BY x.time ROWS 3 PRECEDING)) AS n {cube}";
        all["json_each"] = $"{Texts} SELECT count() AS n FROM t, u, v, json_each(j) AS k, json_each(j) AS l, json_each(j) AS m";
        all["correlated"] = $"{Texts} SELECT sum((SELECT sum(instr(a, b || y.key_id)) FROM key_verifications_v1 AS y)) AS n {cube.Replace("AS y", "AS y0", StringComparison.Ordinal)}";
        all["doubling"] = "WITH a AS (SELECT 1 AS x, key_id AS k FROM key_verifications_v1)"
            + string.Concat(Enumerable.Range(1, 6).Select(i => $", a{i} AS (SELECT l.x + r.x AS x, l.k AS k FROM {Name(i - 1)} AS l, {Name(i - 1)} AS r)"))
            + " SELECT sum(x) AS n FROM a6";
        all["expanded"] = $"{Texts}, e0 AS (SELECT instr(a, b) AS x FROM t, u, v)"
            + string.Concat(Enumerable.Range(1, 5).Select(i => $", e{i} AS (SELECT x+x+x+x+x+x AS x FROM e{i - 1})")) + " SELECT x FROM e5";
        all["converted"] = Expanded("(d+0)", 9);
        all["compared"] = Expanded("(d COLLATE NOCASE = replace(d, 'x', 'y'))", 5);
        all["doubled expressions"] = "WITH c0 AS (SELECT 1 AS x)"
            + string.Concat(Enumerable.Range(1, 13).Select(i => $", c{i} AS (SELECT {Repeat("x", "+", 80)} AS x FROM c{i - 1})")) + " SELECT x FROM c13";
        all["doubled tables"] = "WITH c0 AS (SELECT key_id FROM key_verifications_v1)"
            + string.Concat(Enumerable.Range(1, 5).Select(i => $", c{i} AS (SELECT a0.key_id FROM {string.Join(", ", Enumerable.Range(0, 12).Select(j => $"c{i - 1} AS a{j}"))})"))
            + " SELECT count() AS n FROM c5";
        all["case"] = $"{Texts} SELECT CASE {Repeat("WHEN instr(a, b) > 1 THEN 1", " ", 13_000)} END AS n FROM t, u, v";
        all["in list"] = $"{Texts} SELECT a IN ({Repeat("instr(a, b)", ", ", 13_000)}) AS n FROM t, u, v";
        all["where"] = $"{Texts} SELECT 1 AS n FROM t, u, v WHERE instr(a, b) = 7 OR {Balanced("instr(a, b) = 8", 40)}";
        all["order by"] = $"{Texts} SELECT 1 AS n FROM t, u, v GROUP BY {Repeat("instr(a, b)", ", ", 13_000)}";
        return all;

        static string Name(int i) => i == 0 ? "a" : $"a{i}";
    }

    /// <summary>Sixty columns, each a sum of as many calls as the limits on expression depth and text length allow.</summary>
    private static string Columns(string call, string from)
    {
        const int columns = 60;
        var perColumn = Math.Clamp((LongestText - Texts.Length) / columns / (call.Length + 3), 1, 40);
        var text = new StringBuilder(Texts).Append("SELECT ");
        for (var i = 0; i < columns; i++)
        {
            // Each call differs, so that SQLite does not compute one for all.
            text.Append(i == 0 ? string.Empty : ", ").Append(Repeat($"({call})", "+", perColumn * (call.Length + 3))).Append(" AS c").Append(i);
        }

        return text.Append(' ').Append(from).ToString();
    }

    /// <summary>An expression that SQLite repeats for each reference between its columns.</summary>
    private static string Expanded(string leaf, int times) => $"{Texts}, e0 AS (SELECT {leaf} AS x FROM t, u, v)"
        + string.Concat(Enumerable.Range(1, 4).Select(i => $", e{i} AS (SELECT {string.Join('+', Enumerable.Repeat("x", times))} AS x FROM e{i - 1})"))
        + " SELECT x FROM e4";

    private static string Repeat(string part, string separator, int length) =>
        string.Join(separator, Enumerable.Repeat(part, Math.Max(1, length / (part.Length + separator.Length))));

    private static string Balanced(string part, int count) => string.Join(" OR ", Enumerable.Repeat(part, count));
}
