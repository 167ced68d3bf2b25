using System.Collections.Frozen;
using System.Text.Json;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Messages;

/// <summary>The languages that the registry writes in: English, and one for each file <c>Messages/Texts/xx.json</c> beside the program.</summary>
public sealed class MessageLanguages
{
    public const string English = "en";

    private readonly FrozenDictionary<string, FrozenDictionary<MessageKind, MessageText>> _byLanguage = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Messages", "Texts"), "*.json")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), Read)
        .Append(new(English, MessageTexts.Table))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Two letters each, in alphabetical order.</summary>
    public IReadOnlyList<string> Languages => [.. _byLanguage.Keys.Order(StringComparer.Ordinal)];

    public bool Has(string language) => _byLanguage.ContainsKey(language);

    /// <summary>The registry's own text; in English where the language has none.</summary>
    public MessageText For(MessageKind kind, string? language) =>
        language is not null && _byLanguage.TryGetValue(language, out var texts) ? texts[kind] : MessageTexts.Table[kind];

    private static FrozenDictionary<MessageKind, MessageText> Read(string path) =>
        JsonSerializer.Deserialize<Dictionary<MessageKind, Written>>(File.ReadAllText(path), RegistryJson.Options)!
            .ToFrozenDictionary(text => text.Key, text => new MessageText(text.Value.Subject, string.Join('\n', text.Value.Text), MessageTexts.Table[text.Key].Page));

    private sealed record Written(string Subject, string[] Text);
}
