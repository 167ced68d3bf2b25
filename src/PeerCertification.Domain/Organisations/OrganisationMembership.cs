namespace PeerCertification.Domain.Organisations;

/// <summary>What an organisation relies on credentials for: it employs their holders, or pays for what they do.</summary>
public enum OrganisationKind { Employer, Payer }

/// <summary>What somebody is to an organisation. An owner also decides who belongs to it and which keys it has.</summary>
public enum OrganisationRole { Owner, Member }

/// <summary>Who belongs to an organisation that relies on credentials.</summary>
public static class OrganisationMembership
{
    /// <summary>An owner ends anybody's membership, everybody their own; the last owner stays, since nobody could invite the next.</summary>
    /// <param name="isOwn">Whether the membership is that of whoever ends it.</param>
    /// <param name="owners">How many owners the organisation has now; 1 or more.</param>
    /// <returns>Null where it may end, or <c>organisation.owner_needed</c> or <c>organisation.last_owner</c>.</returns>
    public static Refusal? RefuseEnding(OrganisationRole by, bool isOwn, OrganisationRole role, int owners) =>
        by != OrganisationRole.Owner && !isOwn ? OwnerNeeded()
        : role == OrganisationRole.Owner && owners <= 1 ? new Refusal("organisation.last_owner", "This is the organisation's last owner; invite another owner first.")
        : null;

    /// <summary>What a member is told who asks for what an owner decides.</summary>
    public static Refusal OwnerNeeded() => new("organisation.owner_needed", "Only an owner of the organisation may do this; ask one of them.");
}
