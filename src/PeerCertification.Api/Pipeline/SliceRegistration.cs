using System.Reflection;
using FluentValidation;
using MediatR;

namespace PeerCertification.Api.Pipeline;

internal static class SliceRegistration
{
    private static readonly Type[] Scanned = [typeof(IRequestHandler<,>), typeof(IValidator<>)];

    /// <summary>Registers every handler and validator in the assembly, nested and internal ones too, and the pipeline in its order.</summary>
    internal static IServiceCollection AddSlices(this IServiceCollection services, Assembly assembly)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(NameTheAct<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Validation<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Transaction<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(Idempotency<,>));
        services.AddScoped<CurrentAct>();
        services.AddScoped<History>();

        var found = from type in assembly.GetTypes()
                    where type is { IsAbstract: false, IsGenericTypeDefinition: false }
                    from contract in type.GetInterfaces()
                    where contract.IsGenericType && Scanned.Contains(contract.GetGenericTypeDefinition())
                    select (contract, type);

        foreach (var (contract, type) in found)
        {
            services.AddScoped(contract, type);
        }

        return services;
    }
}
