using ApiKeyAuth.Benchmarks.Hits;
using ApiKeyAuth.Benchmarks.Measuring;

var table = new RatioTable(Console.Out);
await HitPart.RunAsync(args.Contains("quick") ? Extent.Quick : Extent.Full, table);
table.Print();
return 0;
