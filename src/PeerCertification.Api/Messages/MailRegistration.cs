using PeerCertification.Api.Persistence;

namespace PeerCertification.Api.Messages;

internal static class MailRegistration
{
    /// <summary>Mail leaves by SMTP where a host is named. Without one it goes into the folder; outside Development the registry then has not started.</summary>
    internal static void AddRegistryMail(this IServiceCollection services, IConfiguration configuration)
    {
        var smtp = configuration.GetSection("Mail:Smtp").Get<SmtpSettings>() ?? new SmtpSettings();
        services.AddSingleton(smtp);
        services.AddSingleton<MessageLanguages>();
        services.AddScoped<MessageWriter>();
        if (string.IsNullOrWhiteSpace(smtp.Host))
        {
            services.AddSingleton<IMailSender, DevelopmentMailFolder>();
        }
        else
        {
            services.AddSingleton<IMailSender, SmtpMailSender>();
        }
    }
}
