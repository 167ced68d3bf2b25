using BenchmarkDotNet.Running;
using PeerCertification.Benchmarks;

// fill <registry.db> <credentials>   makes that many credentials in a migrated registry, and numbers.txt and key.txt (of an employer) beside it
// files <registry.db> <n> <entries>  makes that many files of so many entries at NCPRSS, half of them of open applications, half of active credentials
// bare <registry.db> <port>          serves one prepared statement over the same file, for a number and for a roster, and nothing else: the yardstick
// sweep <registry.db> <day>          times one bare statement that finds what the expiry sweep finds
// renewals <n>                       judges that many renewals by the seeded sets, beside the bare evaluator
// anything else goes to BenchmarkDotNet, such as: --filter '*'
switch (args)
{
    case ["fill", var file, var count]:
        Fill.Run(file, int.Parse(count, null));
        return;
    case ["files", var file, var count, var entries]:
        FillFiles.Run(file, int.Parse(count, null), int.Parse(entries, null));
        return;
    case ["bare", var file, var port]:
        await BareEndpoint.Run(file, int.Parse(port, null));
        return;
    case ["sweep", var file, var day]:
        BareSweep.Run(file, DateOnly.Parse(day, null));
        return;
    case ["renewals", var count]:
        Renewals.Run(int.Parse(count, null));
        return;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Fill).Assembly).Run(args);
        return;
}
