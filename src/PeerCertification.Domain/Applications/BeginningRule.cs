using PeerCertification.Domain.Credentials;

namespace PeerCertification.Domain.Applications;

/// <summary>Whether a person may apply for a credential type: asked when an application begins and, of what they hold, again at submission, at approval and when a board gives a credential back.</summary>
public static class BeginningRule
{
    /// <summary>
    /// Somebody who holds the credential renews it or has it lifted, reactivated or reinstated; a new application is not a way around a
    /// suspension. One that has expired or ended may be applied for again: what became of the first is for the board to weigh.
    /// </summary>
    public static bool IsHeld(Standing standing) => standing switch
    {
        Standing.NotYetEffective or Standing.Active or Standing.InGrace or Standing.Inactive or Standing.Suspended => true,
        Standing.Expired or Standing.Revoked or Standing.Surrendered or Standing.Deceased => false,
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "No rule reads this standing."),
    };

    /// <returns>Null, or a refusal: <c>application.already_open</c>, <c>application.already_certified</c>.</returns>
    public static Refusal? Refuse(bool hasOneOpen, IEnumerable<Standing> standings) =>
        hasOneOpen ? new Refusal("application.already_open", "You have an application for this credential already; go on with that one or withdraw it.")
        : RefuseSecond(standings);

    /// <summary>Nobody holds two credentials of one type.</summary>
    /// <param name="others">How the person's other credentials of the type stand today.</param>
    /// <returns>Null, or a refusal: <c>application.already_certified</c>.</returns>
    public static Refusal? RefuseSecond(IEnumerable<Standing> others) => others.Any(IsHeld)
        ? new Refusal("application.already_certified", "This person holds a credential of this type already, and nobody holds two at a time.")
        : null;
}
