using Microsoft.AspNetCore.Identity;
using PeerCertification.Api.Security;

namespace PeerCertification.Api.Persistence;

/// <summary>Somebody who can sign in. What they may do is told by their grants.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public DateTime RegisteredAtUtc { get; init; }

    /// <summary>Two letters: the language that the registry writes to them in.</summary>
    public string Language { get; set; } = "en";

    /// <summary>Whether they are written to by e-mail too, and not in the inbox alone.</summary>
    public bool NoticesByEmail { get; set; } = true;

    /// <summary>Whether they want nothing but what must be told.</summary>
    public bool OnlyRequiredNotices { get; set; }
}

/// <summary>A role, at one board or at none. Ended, never deleted: who could do what on a past day stays known.</summary>
public sealed class Grant
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public Role Role { get; init; }

    /// <summary>The board that the role is held at; null for applicants and operators.</summary>
    public Guid? BoardId { get; init; }

    /// <summary>Null where the registry itself granted it: an applicant at registration, an operator on the command line.</summary>
    public Guid? GrantedByAccountId { get; init; }

    public DateTime GrantedAtUtc { get; init; }

    public DateTime? EndedAtUtc { get; set; }
}
