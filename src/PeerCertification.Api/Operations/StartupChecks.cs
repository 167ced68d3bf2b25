namespace PeerCertification.Api.Operations;

/// <summary>
/// What must be said before the registry starts. In Development everything has a default; elsewhere a default would mean that keys or mail end
/// up where nobody looks, so the registry refuses and names the setting.
/// </summary>
internal static class StartupChecks
{
    private static readonly (string Setting, string Why)[] NeededOutsideDevelopment =
    [
        ("Data:KeysFolder", "the folder of the key ring that encrypts sensitive records and tokens, shared by every node and kept apart from backups of the database"),
        ("Mail:Smtp:Host", "the mail server that messages leave by"),
        ("Mail:Smtp:From", "the address that messages come from"),
        ("Registry:PublicAddress", "where people reach the registry; the links in messages begin with it"),
    ];

    /// <summary>Every setting that is missing, each with what it is for; empty when the registry may start.</summary>
    internal static IReadOnlyList<string> Missing(IConfiguration configuration, IHostEnvironment environment)
    {
        var needed = environment.IsDevelopment() ? [] : NeededOutsideDevelopment;
        var missing = needed.Where(n => string.IsNullOrWhiteSpace(configuration[n.Setting])).Select(n => $"{n.Setting}: {n.Why}").ToList();
        if (string.Equals(configuration["Database:Provider"], "Postgres", StringComparison.OrdinalIgnoreCase) && string.IsNullOrWhiteSpace(configuration["Database:ConnectionString"]))
        {
            missing.Add("Database:ConnectionString: where the PostgreSQL database is");
        }

        if (!string.IsNullOrWhiteSpace(configuration["Authentication:Oidc:Authority"]) && string.IsNullOrWhiteSpace(configuration["Authentication:Oidc:Audience"]))
        {
            missing.Add("Authentication:Oidc:Audience: what the issuer's tokens must be made out to");
        }

        return missing;
    }
}

/// <summary>The registry was not told enough to start.</summary>
public sealed class SettingsMissingException(IReadOnlyList<string> missing)
    : Exception($"The registry does not start without these settings:{Environment.NewLine}{string.Join(Environment.NewLine, missing.Select(m => "  " + m))}");
