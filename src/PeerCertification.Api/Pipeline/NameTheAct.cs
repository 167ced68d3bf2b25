using MediatR;

namespace PeerCertification.Api.Pipeline;

/// <summary>Tells everything that records something which use case is running.</summary>
internal sealed class NameTheAct<TRequest, TResponse>(CurrentAct act) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    private static readonly string Name = typeof(TRequest).DeclaringType?.Name ?? typeof(TRequest).Name;

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        act.Name = Name;
        return next();
    }
}
