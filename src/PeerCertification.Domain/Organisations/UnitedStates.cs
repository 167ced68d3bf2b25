using System.Collections.Frozen;

namespace PeerCertification.Domain.Organisations;

/// <summary>The states, the District of Columbia and the territories, by the two letters of the United States Postal Service (Publication 28, appendix B).</summary>
public static class UnitedStates
{
    private static readonly FrozenSet<string> Codes =
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI"
            .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether these are the two letters of one of them, in any case.</summary>
    public static bool Has(string? code) => code is not null && Codes.Contains(code);
}
