using System.Collections.Frozen;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Messages;

/// <summary>What a board sees in the places of a text while it writes one: nobody's data.</summary>
public static class MessageSamples
{
    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["act"] = "Suspended from 1 April 2026 to 30 June 2026.",
        ["application"] = "019a0000-0000-7000-8000-000000000001",
        ["endsOn"] = "2026-06-30",
        ["grounds"] = "- Hours of practice could not be confirmed.",
        ["number"] = "NCPRSS-0000042-J",
        ["receivedOn"] = "2026-03-01",
        ["reconsideration"] = "You may ask the board to look again until 2026-04-30.",
        ["title"] = "National Certified Peer Recovery Support Specialist",
        ["version"] = "2",
    }.ToFrozenDictionary();

    /// <summary>The text of a board with its places filled.</summary>
    public static (string Subject, string Text) Fill(MessageText text, string board, RegistrySettings registry) =>
        text.Fill(new Dictionary<string, string>(Values) { ["board"] = board, ["registry"] = registry.Name, ["address"] = registry.PublicAddress });
}
