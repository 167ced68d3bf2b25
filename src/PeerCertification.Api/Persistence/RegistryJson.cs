using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Evidence;

namespace PeerCertification.Api.Persistence;

/// <summary>How the registry writes JSON, on the wire and in its own columns.</summary>
public static class RegistryJson
{
    // The same for all options, so that the serializer works out each type once and not again for each of them.
    private static readonly JsonConverter[] Converters = [new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new UtcInstantConverter(), new TextConverter()];

    private static readonly IJsonTypeInfoResolver Types = new DefaultJsonTypeInfoResolver().WithAddedModifier(LeaveOutWhatIsNotSaid);

    public static readonly JsonSerializerOptions Options = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        foreach (var converter in Converters)
        {
            options.Converters.Add(converter);
        }

        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.AllowOutOfOrderMetadataProperties = true;
        options.TypeInfoResolver = Types;
        return options;
    }

    /// <summary>What an entry need not say may be left out of it: that is null.</summary>
    private static void LeaveOutWhatIsNotSaid(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(EvidenceDetail)))
        {
            return;
        }

        foreach (var property in type.Properties.Where(p => p.AssociatedParameter is { IsNullable: true }))
        {
            property.IsRequired = false;
        }
    }

    /// <summary>Text holds nothing that can stand in no text (<see cref="PlainText.IsNoText"/>), which nobody means.</summary>
    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString();
            return text is not null && PlainText.IsNoText(text) ? throw new JsonException("Text holds none of the characters U+0000, U+FFFE and U+FFFF.") : text;
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    /// <summary>Instants are UTC and end in Z; one without an offset is refused rather than guessed.</summary>
    private sealed class UtcInstantConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTime() is { Kind: not DateTimeKind.Unspecified } instant
                ? instant.ToUniversalTime()
                : throw new JsonException("An instant needs an offset, such as 2026-03-14T09:30:00Z.");

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(DateTime.SpecifyKind(value, DateTimeKind.Utc));
    }
}
