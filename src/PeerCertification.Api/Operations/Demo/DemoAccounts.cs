using PeerCertification.Api.Persistence.Seeding;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Operations.Demo;

/// <summary>Section <c>Demo</c>; looked at in Development only.</summary>
internal sealed class DemoSettings
{
    /// <summary>Whether accounts to try the registry with are made at the first start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether, with them, the sixty generated people are; it takes some seconds, once.</summary>
    public bool People { get; set; } = true;
}

/// <summary>Accounts to try the registry with. Made in Development only: their password is written here.</summary>
internal static class DemoAccounts
{
    internal const string Password = "recovery is possible";

    /// <summary>Whose credential the README asks about.</summary>
    internal const string Holder = "holder@example.test";

    internal static readonly IReadOnlyList<(string Email, Role Role, string? Board)> All =
    [
        ("applicant@example.test", Role.Applicant, null),
        (Holder, Role.Applicant, null),
        ("reviewer@example.test", Role.Reviewer, "ncc-ap"),
        ("officer@example.test", Role.Officer, "ncc-ap"),
        ("administrator@example.test", Role.BoardAdministrator, "ncc-ap"),
        ("auditor@example.test", Role.Auditor, "ncc-ap"),
        ("icrc-reviewer@example.test", Role.Reviewer, "icrc"),
        ("icrc-officer@example.test", Role.Officer, "icrc"),
        ("operator@example.test", Role.Operator, null),
    ];

    internal static async Task Create(IServiceProvider services, CancellationToken stop)
    {
        using var scope = services.CreateScope();
        var seeder = scope.ServiceProvider.GetRequiredService<AccountSeeder>();
        foreach (var (email, role, board) in All)
        {
            await seeder.Ensure(email, Password, role, board, stop);
        }
    }
}
