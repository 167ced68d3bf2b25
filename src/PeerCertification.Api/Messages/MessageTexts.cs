using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Messages;

/// <summary>A message with {named} places to fill.</summary>
/// <param name="Page">The page that {link} leads to, where the message has a link.</param>
public sealed partial record MessageText(string Subject, string Body, string? Page = null)
{
    /// <summary>Puts the values in. A place without a value is a defect and fails, rather than going out unfilled.</summary>
    public (string Subject, string Body) Fill(IReadOnlyDictionary<string, string> values) => (Fill(Subject, values), Fill(Body, values));

    /// <summary>The names of the places, each once.</summary>
    public IReadOnlySet<string> Places() => new SortedSet<string>(PlacePattern().Matches($"{Subject}\n{Body}").Select(place => place.Groups[1].Value), StringComparer.Ordinal);

    private static string Fill(string text, IReadOnlyDictionary<string, string> values) => PlacePattern().Replace(text, place => values[place.Groups[1].Value]);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PlacePattern();
}

/// <summary>What the registry writes, one text for each kind of message. None says more than its reader needs.</summary>
public static class MessageTexts
{
    /// <summary>What a person may stop: the law asks for none of it, and all of it can be seen behind the sign-in.</summary>
    public static readonly FrozenSet<MessageKind> Optional = [MessageKind.ApplicationReceived, MessageKind.AttendancePosted, MessageKind.CredentialExpiring];

    /// <summary>What a board may write in its own words.</summary>
    public static readonly FrozenSet<MessageKind> OfBoards =
    [
        MessageKind.ApplicantAsked, MessageKind.ApplicationApproved, MessageKind.ApplicationDenied, MessageKind.ApplicationReceived, MessageKind.ApplicationRulesChanged,
        MessageKind.CredentialActRecorded, MessageKind.CredentialExpiring, MessageKind.RequirementWaived, MessageKind.WaiverWithdrawn,
    ];

    /// <summary>The places that every text may have.</summary>
    public static readonly IReadOnlyList<string> Common = ["registry", "address"];

    /// <summary>The places that a board may use in a text of this kind: those of the registry's own text, and its name and address.</summary>
    public static IReadOnlySet<string> PlacesFor(MessageKind kind) => Table[kind].Places().Concat(Common).ToHashSet(StringComparer.Ordinal);

    public static readonly FrozenDictionary<MessageKind, MessageText> Table = new Dictionary<MessageKind, MessageText>
    {
        [MessageKind.AddressAlreadyRegistered] = new(
            "You already have an account",
            """
            Somebody, probably you, asked for an account with this address at the {registry}.
            There is one already. Sign in with it, or ask for a new password.

            If it was not you, nothing is needed: nothing was changed.
            """),

        [MessageKind.AddressToConfirm] = new(
            "Please confirm your e-mail address",
            """
            Somebody, probably you, asked for an account with this address at the {registry}.
            Confirm that the address is yours:

            {link}

            If it was not you, nothing is needed: without this the account stays closed.
            """,
            "confirm-address"),

        [MessageKind.ApplicantAsked] = new(
            "The {board} asks you for something",
            """
            The {board} looks at your application for {title} and asks
            you for more. Sign in, read what it asks, and answer:

            {address}

            Your application waits for your answer.
            """),

        [MessageKind.ApplicationApproved] = new(
            "Your application is approved",
            """
            The {board} approved your application for {title}.
            Your credential has the number {number}. Anybody can verify it with that number:

            {address}
            """),

        [MessageKind.ApplicationDenied] = new(
            "Your application is decided",
            """
            The {board} denied your application for {title}, {application}:

            {grounds}

            {reconsideration}

            Sign in to read the whole decision and how every requirement came out:

            {address}
            """),

        [MessageKind.ApplicationReceived] = new(
            "Your application was received",
            """
            The {board} received your application for {title}
            on {receivedOn}. The rules of that day count for it. You are told when
            it is decided, or when the board needs more.

            {address}
            """),

        [MessageKind.ApplicationRulesChanged] = new(
            "Other rules count for your application",
            """
            The {board} published version {version} of its rules for {title},
            and moved your open application to it. Sign in and see what is asked now,
            what you meet already, and what changed:

            {address}
            """),

        [MessageKind.AttendancePosted] = new(
            "Your attendance at a course was posted",
            """
            {provider} posted that you attended {minutes} minutes of its course "{course}",
            which ended on {day}. It stands among your evidence. You cannot change it
            there; where it is wrong, ask {provider} to correct it:

            {address}
            """),

        [MessageKind.AttendanceTakenBack] = new(
            "Your attendance at a course was taken back",
            """
            {provider} took back that you attended its course "{course}",
            which ended on {day}. It counts for nothing any more. Where that is wrong,
            ask {provider} to correct it:

            {address}
            """),

        [MessageKind.AttestationRequested] = new(
            "You are asked to attest a statement",
            """
            {applicant} names you as {role} and asks you to attest one statement at the
            {registry}. You need no account. Read the statement, then confirm it,
            correct its minutes, or decline it:

            {link}

            The link is for you alone, works for one answer, and ends on {endsOn} (UTC).
            If you do not know {applicant}, decline and say so.
            """,
            "attestations"),

        [MessageKind.AuditDrawn] = new(
            "Your renewal of {number} was drawn for an audit",
            """
            By lot, the {board} asks you to show the evidence of your last renewal of
            credential {number}. Sign in, add a document to each item, and hand it in
            by the end of {dueOn}:

            {address}
            """),

        [MessageKind.AuditMoved] = new(
            "The audit of your renewal of {number}",
            """
            The audit of your renewal of credential {number} at the {board} has moved on.
            Sign in to see what it came to, how each item was judged and why, and until when
            something can be made good:

            {address}
            """),

        [MessageKind.ChangesDigest] = new(
            "{count} changes on the watched rosters of {organisation}",
            """
            Since the last message of this kind, {count} changes were told of people on the
            watched rosters of {organisation}, after number {after} of its list.
            Sign in and see which:

            {list}

            You chose to be told so, and can choose otherwise there.
            """),

        [MessageKind.CredentialActRecorded] = new(
            "A change to your credential {number}",
            """
            The {board} recorded this on your credential {number}, {title}:

            {act}

            Sign in to read all of it, or write to the board:

            {address}
            """),

        [MessageKind.CredentialExpiring] = new(
            "Your credential {number} ends on {endsOn}",
            """
            Your credential {number}, {title}, awarded by the {board},
            is good to the end of {endsOn}. Look at what renewal needs in good time:

            {address}
            """),

        [MessageKind.DecisionsOverdue] = new(
            "Applications are past due at the {board}",
            """
            The day by which the rules of the {board} ask it to deal with an application
            has passed for {count} more open applications. Sign in and see which:

            {address}
            """),

        [MessageKind.PasswordToReset] = new(
            "Set a new password",
            """
            Somebody, probably you, asked for a new password at the {registry}.
            Set it here:

            {link}

            If it was not you, nothing is needed: your password stays as it is.
            """,
            "reset-password"),

        [MessageKind.RequirementWaived] = new(
            "The {board} lets you off a requirement",
            """
            The {board} lets you off one requirement of {title}.
            Sign in and see which, why, and what is still asked:

            {address}
            """),

        [MessageKind.WaiverWithdrawn] = new(
            "The {board} asks for a requirement again",
            """
            The {board} had let you off one requirement of {title},
            and now asks for it again. Sign in and see what is asked:

            {address}
            """),

        [MessageKind.OrganisationInvited] = new(
            "You are asked to act for an organisation",
            """
            {organisation} asks you to ask about credentials for it at the {registry}.
            Sign in with your account and join:

            {link}

            The link works once, and ends on {endsOn} (UTC). If you do not know {organisation},
            nothing is needed.
            """,
            "join-organisation"),

        [MessageKind.ProviderInvited] = new(
            "You are asked to act for a training provider",
            """
            {provider} asks you to offer its courses and post its rosters at the {registry}.
            Sign in with your account and join:

            {link}

            The link works once, and ends on {endsOn} (UTC). If you do not know {provider},
            nothing is needed.
            """,
            "join-provider"),

        [MessageKind.ReceiptCorrected] = new(
            "An answer that you hold a receipt for was corrected",
            """
            On {askedOn} you took a receipt about {number}, of how it stood on {on}.
            The board has corrected its record since, and the registry would answer
            otherwise now. The receipt stays good as proof of what was said then.
            Ask again, or check your receipt:

            {address}
            """),

        [MessageKind.TrainingApprovalDecided] = new(
            "A board decided on your training",
            """
            The {board} decided on {subject}
            and {outcome}

            Sign in to read all of it:

            {address}
            """),

        [MessageKind.WebhookDisabled] = new(
            "Changes are no longer sent to {host}",
            """
            Since {since}, what changed of the credentials that {organisation} watches
            was not taken by its webhook at {host}. Nothing more is sent there.

            No change is lost: the list of changes has them all. Sign in and see what was
            answered, put it right there, and enable the webhook again; it goes on where
            it stopped:

            {address}
            """),
    }.ToFrozenDictionary();
}
