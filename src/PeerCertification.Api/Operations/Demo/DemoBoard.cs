using PeerCertification.Api.Persistence.Seeding;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Operations.Demo;

/// <summary>A board that nobody knows outside the demonstration, with rules that show what no seeded board was seen to have. The demonstration's staff serves it too.</summary>
internal static class DemoBoard
{
    private const string Code = "demo";

    internal static async Task Create(IServiceProvider services, string seedFolder, CancellationToken stop)
    {
        await DatabasePreparation.Seed(services, Path.Combine(seedFolder, "demonstration"), stop);
        using var scope = services.CreateScope();
        var seeder = scope.ServiceProvider.GetRequiredService<AccountSeeder>();
        foreach (var (email, role, _) in DemoAccounts.All.Where(a => a.Board == "ncc-ap"))
        {
            await seeder.Ensure(email, DemoAccounts.Password, role, Code, stop);
        }
    }
}
