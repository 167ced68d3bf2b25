using PeerCertification.Domain.Requirements.Reading;

namespace PeerCertification.Domain.Requirements.Life;

/// <summary>Whether new people may apply. Those who hold the credential may renew it in any case.</summary>
public enum IntakeState { Open, Suspended, Closed }

/// <summary>What intake is from a day on, until the next entry begins.</summary>
public sealed record Intake(string Id, string Label, RequirementSource Source, DateOnly FromOn, IntakeState State)
{
    internal static Intake Read(ElementReader element) => new(element.Id, element.Label, element.Source, element.Day("fromOn"), element.Choice<IntakeState>("state"));
}

/// <summary>The public title from a day on, until the next entry begins. The credential stays the same.</summary>
public sealed record DatedTitle(string Id, string Label, RequirementSource Source, DateOnly FromOn, string Title)
{
    internal static DatedTitle Read(ElementReader element) => new(element.Id, element.Label, element.Source, element.Day("fromOn"), element.Text("title"));
}
