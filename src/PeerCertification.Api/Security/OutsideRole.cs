using System.Collections.Frozen;

namespace PeerCertification.Api.Security;

/// <summary>A role as an outside issuer names it.</summary>
/// <param name="Board">The board's code; null for a role that is held at none.</param>
internal sealed record OutsideRole(Role Role, string? Board)
{
    private static readonly FrozenDictionary<string, Role> Names = Enum.GetValues<Role>().ToFrozenDictionary(r => r.ToString(), StringComparer.Ordinal);

    /// <summary>Reads <c>Reviewer@ncc-ap</c>, <c>Applicant</c> or <c>Operator</c>; null, and so no role, for anything else.</summary>
    internal static OutsideRole? Read(string claim)
    {
        var at = claim.IndexOf('@', StringComparison.Ordinal);
        var (name, board) = at < 0 ? (claim, null) : (claim[..at], claim[(at + 1)..]);
        return Names.TryGetValue(name, out var role) && board is not "" && RolePermissions.BoardRoles.Contains(role) == board is not null
            ? new OutsideRole(role, board)
            : null;
    }
}
