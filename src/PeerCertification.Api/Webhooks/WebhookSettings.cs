namespace PeerCertification.Api.Webhooks;

/// <summary>Section <c>Webhooks</c>.</summary>
public sealed class WebhookSettings
{
    /// <summary>Whether only https and only public addresses are spoken to. In Development it is off unless set; elsewhere it is always on.</summary>
    public bool PublicOnly { get; set; } = true;

    /// <summary>How long an address has to answer.</summary>
    public int TimeoutSeconds { get; set; } = 10;
}

internal static class WebhookRegistration
{
    internal static void AddRegistryWebhooks(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<WebhookSettings>()
            .Configure(settings => settings.PublicOnly = !environment.IsDevelopment())
            .Bind(configuration.GetSection("Webhooks"))
            .PostConfigure(settings => settings.PublicOnly |= !environment.IsDevelopment())
            .Validate(s => s.TimeoutSeconds > 0, "Webhooks:TimeoutSeconds must be 1 or more.").ValidateOnStart();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookSender>();
    }
}
