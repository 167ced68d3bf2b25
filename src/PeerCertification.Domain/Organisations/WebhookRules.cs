namespace PeerCertification.Domain.Organisations;

public enum WebhookState { Working, Disabled, Ended }

public enum WebhookAct { Deliver, Test, Rotate, Replay, Disable, Enable, End }

/// <summary>How a webhook lives: disabled when its address took nothing for three days, enabled again by an owner, ended for good.</summary>
public static class WebhookLifecycle
{
    public static readonly Lifecycle<WebhookState, WebhookAct> Table = new("A webhook", "webhook.act_not_allowed", new Dictionary<(WebhookState, WebhookAct), WebhookState>
    {
        [(WebhookState.Working, WebhookAct.Deliver)] = WebhookState.Working,
        [(WebhookState.Working, WebhookAct.Test)] = WebhookState.Working,
        [(WebhookState.Working, WebhookAct.Rotate)] = WebhookState.Working,
        [(WebhookState.Working, WebhookAct.Replay)] = WebhookState.Working,
        [(WebhookState.Working, WebhookAct.Disable)] = WebhookState.Disabled,
        [(WebhookState.Working, WebhookAct.End)] = WebhookState.Ended,
        [(WebhookState.Disabled, WebhookAct.Test)] = WebhookState.Disabled,
        [(WebhookState.Disabled, WebhookAct.Rotate)] = WebhookState.Disabled,
        [(WebhookState.Disabled, WebhookAct.Replay)] = WebhookState.Disabled,
        [(WebhookState.Disabled, WebhookAct.Enable)] = WebhookState.Working,
        [(WebhookState.Disabled, WebhookAct.End)] = WebhookState.Ended,
    });
}

/// <summary>How one try to deliver came out.</summary>
public enum WebhookAnswer
{
    /// <summary>Answered with a status from 200 to 299.</summary>
    Taken,

    /// <summary>Answered with a status from 300 to 399, which is followed nowhere.</summary>
    Redirected,

    /// <summary>Answered 410: nothing more is wanted there.</summary>
    Gone,

    /// <summary>Answered with any other status.</summary>
    Refused,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>No connection, no such name, no certificate that is good, or an answer that cannot be read.</summary>
    NotReached,

    /// <summary>The name leads to an address that is not public.</summary>
    AddressNotPublic,
}

/// <summary>How long what was not taken is tried again, and what an answer means.</summary>
public static class WebhookRules
{
    /// <summary>How many webhooks one organisation may have that have not ended.</summary>
    public const int MostWebhooks = 5;

    /// <summary>How many characters an address has at most, as it is written for the wire.</summary>
    public const int LongestAddress = 500;

    /// <summary>How long an old secret may go on beside the one that follows it, in hours: a week.</summary>
    public const int MostOverlapHours = 168;

    /// <summary>For how many days tries are listed.</summary>
    public const int TriesKeptDays = 30;

    /// <summary>How long to wait after the first failure in a row, after the second, and so on: three days in all.</summary>
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(40),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(20),
    ];

    /// <summary>After so many failures in a row nothing more is tried: the first try, and one after each wait.</summary>
    public static readonly int MostFailures = Waits.Count + 1;

    /// <summary>How long to wait after this failure in a row, from 1; after the last one as long as after the one before.</summary>
    public static TimeSpan WaitAfter(int failure) => Waits[Math.Clamp(failure, 1, Waits.Count) - 1];

    /// <summary>What a status means that the address answered with.</summary>
    /// <param name="status">An HTTP status.</param>
    public static WebhookAnswer Judge(int status) => status switch
    {
        >= 200 and <= 299 => WebhookAnswer.Taken,
        >= 300 and <= 399 => WebhookAnswer.Redirected,
        410 => WebhookAnswer.Gone,
        _ => WebhookAnswer.Refused,
    };

    /// <summary>How many failures in a row there are after one more try. Who says that nothing more is wanted is asked no more.</summary>
    public static int FailuresAfter(int failures, WebhookAnswer answer) => answer switch
    {
        WebhookAnswer.Taken => 0,
        WebhookAnswer.Gone => MostFailures,
        _ => failures + 1,
    };

    /// <summary>Whether an address has the form of one that a webhook may have: absolute, with https (or http, where that is allowed), without a name, a password or a fragment in it, and of a host that can be asked for.</summary>
    /// <returns>The address, or <c>webhook.address_not_good</c>.</returns>
    public static Outcome<Uri> ReadAddress(string text, bool httpsOnly) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == "https" || (!httpsOnly && address.Scheme == "http")) && address.UserInfo.Length == 0 && address.Fragment.Length == 0 && HasHost(address) && address.AbsoluteUri.Length <= LongestAddress
            ? address
            : new Refusal("webhook.address_not_good", $"Send an absolute address with {(httpsOnly ? "https" : "https or http")}, without a user name and without a fragment, of {LongestAddress} characters at most once it is encoded.");

    /// <summary>Some names can be written that no name server can be asked for.</summary>
    private static bool HasHost(Uri address)
    {
        try
        {
            return address.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
