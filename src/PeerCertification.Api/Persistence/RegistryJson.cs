using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeerCertification.Api.Persistence;

/// <summary>How the registry writes JSON, on the wire and in its own columns.</summary>
public static class RegistryJson
{
    public static readonly JsonSerializerOptions Options = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.Converters.Add(new UtcInstantConverter());
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.AllowOutOfOrderMetadataProperties = true;
        return options;
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
