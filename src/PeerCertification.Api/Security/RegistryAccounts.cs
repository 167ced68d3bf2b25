using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Persistence.Seeding;

namespace PeerCertification.Api.Security;

/// <summary>Section <c>Accounts</c> of the configuration.</summary>
public sealed class AccountSettings
{
    /// <summary>Whether roles other than applicant work only after signing in with an authenticator app. On, except in Development.</summary>
    public bool RequireSecondFactorForStaff { get; set; } = true;
}

/// <summary>Accounts, their tokens, and what a caller may do.</summary>
internal static class RegistryAccounts
{
    /// <summary>Rounds of PBKDF2 with SHA-512, as OWASP's Password Storage Cheat Sheet asks.</summary>
    private const int PasswordIterations = 210_000;

    internal static void AddRegistryAccounts(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<AccountSettings>()
            .Configure(settings => settings.RequireSecondFactorForStaff = !environment.IsDevelopment())
            .Bind(configuration.GetSection("Accounts"));
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = PasswordIterations);
        services.AddIdentityCore<Account>(o =>
        {
            // An index keeps addresses unique. Identity's own check would also refuse accounts of outside issuers, which have none.
            o.User.RequireUniqueEmail = false;
            o.User.AllowedUserNameCharacters = "";
            o.Password.RequiredLength = AccountFields.ShortestPassword;
            o.Password.RequiredUniqueChars = 1;
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
        }).AddEntityFrameworkStores<RegistryContext>().AddUserStore<AccountStore>().AddSignInManager().AddDefaultTokenProviders();
        services.AddScoped<GuessCount>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<StaffRoll>();
        services.AddScoped<AccountSeeder>();
        services.AddRegistryTokens(configuration.GetSection("Authentication:Oidc").Get<OidcSettings>() ?? new OidcSettings(), environment);
        services.AddHttpContextAccessor();
        services.AddScoped<Caller>();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(RoutePermissions.NobodyUnlessSaid);
    }
}
