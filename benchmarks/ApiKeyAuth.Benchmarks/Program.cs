using ApiKeyAuth.Benchmarks;
using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Processes;

const string Quick = "quick";

if (args is [ServerProgram.Command, var server, .. var options])
{
    await ServerProgram.RunAsync(server, options);
    return 0;
}

var unknown = args.Where(arg => arg != Quick && arg != Parts.Detail && !Parts.All.ContainsKey(arg)).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"Unknown: {string.Join(' ', unknown)}. Name any of: {Quick} {string.Join(' ', Parts.All.Keys)} {Parts.Detail}.");
    return 2;
}

var extent = args.Contains(Quick) ? Extent.Quick : Extent.Full;
var named = args.Where(arg => arg != Quick).ToHashSet(StringComparer.Ordinal);
var table = new RatioTable(Console.Out);
foreach (var (_, run) in Parts.All.Where(part => named.Count == 0 || named.Contains(part.Key)))
{
    await run(extent, table);
}

var isWell = (named.Count > 0 && !named.Contains(Parts.Detail)) || Parts.RunDetail(extent);
isWell &= table.Print();
return isWell ? 0 : 1;
