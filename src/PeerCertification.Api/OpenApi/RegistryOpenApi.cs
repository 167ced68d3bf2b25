using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace PeerCertification.Api.OpenApi;

internal static class RegistryOpenApi
{
    internal static void AddRegistryOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(o =>
        {
            o.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Peer specialist certification registry",
                Version = "v1",
                Description = "Certifies peer specialists, and tells anybody whether somebody was certified on a day. Every refusal is a problem (RFC 9457) whose code docs/problems.md explains; x-permission says who may.",
            });
            o.CustomSchemaIds(type => type.DeclaringType is { } slice ? slice.Name + type.Name : type.Name);
            o.SupportNonNullableReferenceTypes();
            DescribeKinds(o);
            o.AddSecurityDefinition("bearer", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The accessToken that POST /api/v1/accounts/sign-in answers; it holds for a short time and is refreshed at /api/v1/accounts/refresh." });
            o.AddSecurityDefinition("organisationKey", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "pcr_…",
                Description = "A key of an organisation, sent like a bearer token. It opens the operations whose x-key-scope is among its scopes.",
            });
            o.OperationFilter<DescribeAccess>();
            o.OperationFilter<ShowExample>();
            o.ParameterFilter<DescribeDays>();
        });
    }

    /// <summary>A value of several kinds, such as an entry's detail, is described as one of them, told apart by the member that its type names.</summary>
    private static void DescribeKinds(SwaggerGenOptions options)
    {
        options.UseOneOfForPolymorphism();
        options.SelectSubTypesUsing(type => type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(kind => kind.DerivedType));
        options.SelectDiscriminatorNameUsing(type => type.GetCustomAttribute<JsonPolymorphicAttribute>(inherit: false)?.TypeDiscriminatorPropertyName);
        options.SelectDiscriminatorValueUsing(type => type.BaseType?.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).SingleOrDefault(kind => kind.DerivedType == type)?.TypeDiscriminator?.ToString());
        options.SchemaFilter<LetKindsJoin>();
    }

    /// <summary>The schema of a kind and that of what all kinds share describe one object together; neither may close it to the other's members.</summary>
    private sealed class LetKindsJoin : ISchemaFilter
    {
        public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
        {
            if (schema is OpenApiSchema open && context.Type is { } type && (IsOfKinds(type) || (type.BaseType is { } shared && IsOfKinds(shared))))
            {
                open.AdditionalPropertiesAllowed = true;
                open.Required = IsOfKinds(type) ? open.Required : Needed(type).ToHashSet();
            }
        }

        /// <summary>What must be sent of a kind: what its constructor takes that is neither null when left out nor something else.</summary>
        private static IEnumerable<string> Needed(Type kind)
        {
            var nullability = new NullabilityInfoContext();
            return kind.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters()
                .Where(p => !p.HasDefaultValue && nullability.Create(p).WriteState == NullabilityState.NotNull)
                .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!));
        }

        private static bool IsOfKinds(Type type) => type.IsDefined(typeof(JsonPolymorphicAttribute), inherit: false);
    }

    /// <summary>Says of days and instants in addresses in which form they are read.</summary>
    private sealed class DescribeDays : IParameterFilter
    {
        public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
        {
            var type = context.ParameterInfo?.ParameterType;
            if (type is null || parameter is not OpenApiParameter { Schema: OpenApiSchema schema } described)
            {
                return;
            }

            switch (Nullable.GetUnderlyingType(type) ?? type)
            {
                case var t when t == typeof(IsoDay):
                    (schema.Format, described.Description) = ("date", "A day, such as 2026-03-14.");
                    break;
                case var t when t == typeof(IsoInstant):
                    (schema.Format, described.Description) = ("date-time", "An instant with its offset, such as 2026-03-14T09:30:00Z.");
                    break;
            }
        }
    }

    /// <summary>Puts the route's example into its request body and its successful answer.</summary>
    private sealed class ShowExample : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var example = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<RouteExample>().LastOrDefault();
            Show(example?.Request, example?.RequestFile, operation.RequestBody?.Content);
            foreach (var (_, answer) in operation.Responses?.Where(r => r.Key.StartsWith('2')) ?? [])
            {
                Show(example?.Answer, example?.AnswerFile, answer.Content);
            }
        }

        private static void Show(object? example, string? file, IDictionary<string, OpenApiMediaType>? content)
        {
            foreach (var (kind, media) in content ?? new Dictionary<string, OpenApiMediaType>())
            {
                // A string is a file's text, or words for a file's bytes; everything else is JSON.
                var shown = kind == "text/csv" && file is not null ? file
                    : example is string || kind is "application/json" or "application/x-ndjson" ? example
                    : null;
                if (shown is not null)
                {
                    media.Example = JsonSerializer.SerializeToNode(shown, RegistryJson.Options);
                }
            }
        }
    }

    /// <summary>Writes into each operation who may call it and which headers it takes.</summary>
    private sealed class DescribeAccess : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
            var access = metadata.OfType<RouteAccess>().LastOrDefault();
            var who = access switch
            {
                null => "Nobody",
                { Anonymous: true } => "Anyone",
                { Permission: { } permission } => permission.ToString(),
                _ => "Account",
            };
            operation.AddExtension("x-permission", new JsonNodeExtension(who));
            operation.Description = $"Permission: {who}.";
            if (access is { Anonymous: false })
            {
                operation.Security = [Needs("bearer", context)];
            }

            if (metadata.OfType<RouteKeys>().LastOrDefault() is { } keys)
            {
                operation.AddExtension("x-key-scope", new JsonNodeExtension(keys.Scope.ToString()));
                operation.Security = [.. operation.Security ?? [new OpenApiSecurityRequirement()], Needs("organisationKey", context)];
                operation.Description += $" Key scope: {keys.Scope}.";
            }

            operation.Parameters ??= [];
            if (metadata.OfType<RouteKeys>().Any() && context.ApiDescription.RelativePath?.Contains("organisations", StringComparison.Ordinal) == false)
            {
                operation.Parameters.Add(Header(OrganisationAccess.Header, "The id of your organisation that you ask for, where you are signed in; a key asks for its own.", required: false));
            }

            if (metadata.OfType<NeedsIfMatch>().LastOrDefault() is { } ifMatch)
            {
                operation.Parameters.Add(Header("If-Match", "The ETag of the record as you last read it, such as \"v3\".", required: !ifMatch.OnceItExists));
            }

            if (context.ApiDescription.HttpMethod == "POST" && access is { Anonymous: false })
            {
                operation.Parameters.Add(Header("Idempotency-Key", "Up to 100 characters of your choice; the same key gives the first answer again.", required: false));
            }
        }

        private static OpenApiSecurityRequirement Needs(string scheme, OperationFilterContext context) => new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };

        private static OpenApiParameter Header(string name, string description, bool required) =>
            new() { Name = name, In = ParameterLocation.Header, Required = required, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}
