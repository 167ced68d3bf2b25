using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Security;

/// <summary>
/// Turns a verified token into a <see cref="Caller"/>. Roles are read on every request, and the token's stamp is compared with the account's:
/// a role that was ended or a sign-out everywhere works at once, not when the token expires.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, IOptions<IdentityOptions> identity, IOptions<AccountSettings> settings)
{
    public async Task InvokeAsync(HttpContext context, Caller caller, CurrentAct act)
    {
        act.ReadFrom(context);
        if (context.User.Identity is { IsAuthenticated: true } && !await Identify(context, caller))
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        await next(context);
    }

    private async Task<bool> Identify(HttpContext context, Caller caller)
    {
        var db = context.RequestServices.GetRequiredService<RegistryContext>();
        var claims = identity.Value.ClaimsIdentity;
        if (!Guid.TryParse(context.User.FindFirstValue(claims.UserIdClaimType), out var id))
        {
            return false;
        }

        var account = await db.Users.Where(u => u.Id == id)
            .Select(u => new
            {
                u.Email,
                u.SecurityStamp,
                Roles = db.Grants.Where(g => g.AccountId == u.Id && g.EndedAtUtc == null).Select(g => new HeldRole(g.Role, g.BoardId)).ToList(),
            })
            .SingleOrDefaultAsync(context.RequestAborted);
        if (account is null || account.SecurityStamp != context.User.FindFirstValue(claims.SecurityStampClaimType))
        {
            return false;
        }

        var heldBack = settings.Value.RequireSecondFactorForStaff
            && account.Roles.Exists(r => r.Role != Role.Applicant)
            && !SecondFactor.WasShown(context.User);
        caller.Identify(id, account.Email, heldBack ? [.. account.Roles.Where(r => r.Role == Role.Applicant)] : account.Roles, heldBack);
        return true;
    }
}
