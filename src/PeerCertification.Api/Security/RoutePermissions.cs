using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;
using PeerCertification.Domain.Organisations;

namespace PeerCertification.Api.Security;

/// <summary>What a route asks of its caller; null means an account and nothing more.</summary>
internal sealed record RouteAccess(Permission? Permission, bool Anonymous = false);

/// <summary>The scope that opens a route to keys of organisations.</summary>
internal sealed record RouteKeys(KeyScope Scope);

internal static class RoutePermissions
{
    /// <summary>A route that does not say who may use it is used by nobody. Addresses that are no route of ours go on, to be told so.</summary>
    internal static readonly AuthorizationPolicy NobodyUnlessSaid = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();

    internal static readonly AuthorizationPolicy SignedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    /// <summary>Only callers who hold the permission somewhere. The slice still asks whether they hold it for this record.</summary>
    internal static RouteHandlerBuilder RequirePermission(this RouteHandlerBuilder route, Permission permission) =>
        route.RequireAuthorization(Holding(permission))
            .WithMetadata(new RouteAccess(permission)).ProducesProblem(401).ProducesProblem(403);

    /// <summary>What a route asks for that needs the permission.</summary>
    internal static AuthorizationPolicy Holding(Permission permission) => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)).Build();

    /// <summary>Anybody with an account.</summary>
    internal static RouteHandlerBuilder RequireAccount(this RouteHandlerBuilder route) =>
        route.RequireAuthorization(SignedIn).WithMetadata(new RouteAccess(null)).ProducesProblem(401);

    /// <summary>Anybody at all. Said out loud, since a route that says nothing is refused.</summary>
    internal static RouteHandlerBuilder AllowAnyone(this RouteHandlerBuilder route) =>
        route.AllowAnonymous().WithMetadata(new RouteAccess(null, Anonymous: true));

    /// <summary>Besides those, keys of organisations that have the scope. Without this a route is closed to keys, whoever else may use it.</summary>
    internal static RouteHandlerBuilder AllowKeys(this RouteHandlerBuilder route, KeyScope scope) =>
        route.WithMetadata(new RouteKeys(scope)).ProducesProblem(401).ProducesProblem(403);
}

internal sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler(IHttpContextAccessor http) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        var caller = http.HttpContext!.RequestServices.GetRequiredService<Caller>();
        if (caller.Key?.Opens(http.HttpContext.GetEndpoint()) ?? caller.MaySomewhere(requirement.Permission))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>Says 401 and 403 like every other refusal: to programs as problems, to people as pages.</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        return ProblemCatalog.Answer(context, Refuse(context));
    }

    private static Refusal Refuse(HttpContext context)
    {
        if (context.User.Identity is not { IsAuthenticated: true })
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return new Refusal("access.sign_in_needed", "Send a bearer token that is still good; sign in to get one.");
        }

        return context.RequestServices.GetRequiredService<Caller>().NeedsSecondFactor
            ? new Refusal("access.second_factor_needed", "This account works for a board: set up an authenticator app and sign in with its code.")
            : new Refusal("access.not_permitted", "This account does not hold the permission that this needs.");
    }
}
