using Microsoft.EntityFrameworkCore;

namespace PeerCertification.Api.Persistence.Seeding;

/// <summary>What happens to the database before the registry listens.</summary>
internal static class DatabasePreparation
{
    /// <summary>The seeds lie beside the program.</summary>
    internal static string SeedFolder => Path.Combine(AppContext.BaseDirectory, "seed-data");

    internal static async Task Migrate(IServiceProvider services, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<RegistryContext>().Database.MigrateAsync(stop);
    }

    internal static async Task Seed(IServiceProvider services, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        await new SeedFiles(scope.ServiceProvider.GetRequiredService<RegistryContext>(), scope.ServiceProvider.GetRequiredService<TimeProvider>(), SeedFolder).Load(stop);
    }
}
