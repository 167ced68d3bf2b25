using System.Collections;
using System.Reflection;
using System.Text.Json;
using FluentValidation;
using MediatR;
using PeerCertification.Domain;

namespace PeerCertification.Api.Pipeline;

/// <summary>Runs a slice's validators, one after another, and refuses before its handler sees the request.</summary>
internal sealed class Validation<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IOutcome<TResponse>
{
    /// <summary>The lists of the request whose elements may not be null; what reads JSON lets such elements through.</summary>
    private static readonly PropertyInfo[] Lists = [.. typeof(TRequest).GetProperties().Where(p => typeof(IEnumerable).IsAssignableFrom(p.PropertyType) && !new NullabilityInfoContext().Create(p).GenericTypeArguments.Any(a => a.ReadState == NullabilityState.Nullable))];

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        List<FluentValidation.Results.ValidationFailure> failures =
            [.. Lists.Where(list => list.GetValue(request) is ICollection elements && elements.Cast<object?>().Contains(null)).Select(list => new FluentValidation.Results.ValidationFailure(list.Name, "An element of a list may not be null."))];
        if (failures.Count > 0)
        {
            return Task.FromResult(Refused(failures));
        }

        foreach (var validator in validators)
        {
            failures.AddRange(validator.Validate(request).Errors);
        }

        return failures.Count == 0 ? next() : Task.FromResult(Refused(failures));
    }

    private static TResponse Refused(List<FluentValidation.Results.ValidationFailure> failures) =>
        TResponse.From(new Refusal("request.invalid", "The request has fields that cannot be accepted.", ByField(failures)));

    private static Dictionary<string, string[]> ByField(List<FluentValidation.Results.ValidationFailure> failures) =>
        failures.GroupBy(f => InJson(f.PropertyName)).ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).ToArray());

    private static string InJson(string property) => string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
