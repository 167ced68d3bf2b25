using Microsoft.AspNetCore.DataProtection;
using PeerCertification.Api.Documents;
using PeerCertification.Api.Features.Accounts;
using PeerCertification.Api.Features.Applicants;
using PeerCertification.Api.Features.Applications;
using PeerCertification.Api.Features.Attestation;
using PeerCertification.Api.Features.Audits;
using PeerCertification.Api.Features.Boards;
using PeerCertification.Api.Features.Changes;
using PeerCertification.Api.Features.ContinuingEducation;
using PeerCertification.Api.Features.Credentials;
using PeerCertification.Api.Features.Documents;
using PeerCertification.Api.Features.Eligibility;
using PeerCertification.Api.Features.Evidence;
using PeerCertification.Api.Features.Expiry;
using PeerCertification.Api.Features.Fees;
using PeerCertification.Api.Features.Histories;
using PeerCertification.Api.Features.Jobs;
using PeerCertification.Api.Features.Messages;
using PeerCertification.Api.Features.Notices;
using PeerCertification.Api.Features.Organisations;
using PeerCertification.Api.Features.Providers;
using PeerCertification.Api.Features.Publication;
using PeerCertification.Api.Features.Renewals;
using PeerCertification.Api.Features.Review;
using PeerCertification.Api.Features.RosterFiles;
using PeerCertification.Api.Features.Rosters;
using PeerCertification.Api.Features.Sandbox;
using PeerCertification.Api.Features.SavedRosters;
using PeerCertification.Api.Features.Staff;
using PeerCertification.Api.Features.TrainingApprovals;
using PeerCertification.Api.Features.Trials;
using PeerCertification.Api.Features.Verification;
using PeerCertification.Api.Features.Webhooks;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Languages;
using PeerCertification.Api.Messages;
using PeerCertification.Api.OpenApi;
using PeerCertification.Api.Pages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Problems;
using PeerCertification.Api.Schemas;
using PeerCertification.Api.Security;
using PeerCertification.Api.Webhooks;

namespace PeerCertification.Api.Operations;

/// <summary>Puts the registry together: what it is made of, and the way of a request through it.</summary>
internal static class RegistryApp
{
    internal static WebApplication Build(string[] settings)
    {
        // Settings lie beside the program; what it writes lies in the working folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        if (StartupChecks.Missing(builder.Configuration, builder.Environment) is { Count: > 0 } missing)
        {
            throw new SettingsMissingException(missing);
        }

        AddServices(builder);
        var app = builder.Build();
        UsePipeline(app);
        MapRoutes(app.MapGroup("/api/v1"), app.Environment);
        app.MapReceiptKeys();
        app.MapSchemas();
        app.MapPages();
        app.MapRegistryHealth();
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var data = builder.Configuration.GetSection("Data").Get<DataSettings>() ?? new DataSettings();
        var database = builder.Configuration.GetSection("Database").Get<DatabaseSettings>() ?? new DatabaseSettings();
        Directory.CreateDirectory(data.Folder);

        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        var services = builder.Services;
        services.AddSingleton(data);
        services.AddSingleton(builder.Configuration.GetSection("Registry").Get<RegistrySettings>() ?? new RegistrySettings());
        services.AddRegistryStorage(database, data);
        services.AddDataProtection().SetApplicationName("peer-certification").PersistKeysToFileSystem(Directory.CreateDirectory(data.Keys));
        services.AddRegistryClock(builder.Environment);
        services.AddRegistryAccounts(builder.Configuration, builder.Environment);
        services.AddSlices(typeof(Program).Assembly);
        services.AddSingleton<VerificationDesk>();
        services.AddSingleton<AssessmentDesk>();
        services.AddScoped<ReceiptSeal>();
        services.AddScoped<LookupLog>();
        services.AddSingleton<RosterTurns>();
        services.AddSingleton<UnknownNumbers>();
        services.AddScoped<CredentialActs>();
        services.AddScoped<StandingChangeLog>();
        services.AddRegistryWebhooks(builder.Configuration, builder.Environment);
        services.AddScoped<WebhookDesk>();
        services.AddScoped<WebhookTurn>();
        services.AddScoped<Outbox>();
        services.AddRegistryMail(builder.Configuration);
        services.AddScoped<SensitiveStore>();
        services.AddScoped<BoardFiles>();
        services.AddScoped<BoardRules>();
        services.AddSingleton<LetterSeal>();
        services.AddSingleton<TrainingSeal>();
        services.AddScoped<ProviderAccess>();
        services.AddScoped<OrganisationAccess>();
        services.AddScoped<SavedRosterDesk>();
        services.AddScoped<BoardTraining>();
        services.AddScoped<AttendanceBook>();
        services.AddScoped<RosterDesk>();
        services.AddScoped<RulesTransition>();
        services.AddScoped<TrialFiles>();
        services.AddScoped<RosterFileDesk>();
        services.AddScoped<RosterFileReception>();
        services.AddSingleton<RosterFileIntake>();
        services.AddSingleton<IDocumentStore, FolderDocumentStore>();
        services.AddSingleton<DocumentIntake>();
        services.AddScoped<DecisionBook>();
        services.AddScoped<EarlierUses>();
        services.AddScoped<FeeLedger>();
        services.AddScoped<FeeDesk>();
        services.AddScoped<RuleDesk>();
        services.AddScoped<AuditDesk>();
        services.AddOptions<DecisionSettings>().Bind(builder.Configuration.GetSection("Decisions")).Validate(s => s.ReconsiderationDays > 0, "Decisions:ReconsiderationDays must be 1 or more.").ValidateOnStart();
        services.AddScoped<FileFacts>();
        services.AddScoped<RenewalFiles>();
        services.AddScoped<RenewalWait>();
        services.AddScoped<PeriodExtensions>();
        services.AddScoped<CredentialAwards>();
        services.AddSingleton<DecisionSeal>();
        services.AddScoped<RequirementSets>();
        services.AddSingleton(new FederalHolidays(Path.Combine(AppContext.BaseDirectory, "seed-data", "holidays.json")));
        services.AddScoped<BoardCalendars>();
        services.AddScoped<DecisionClocks>();
        services.AddSingleton<AttesterSeal>();
        services.AddScoped<AttestationLinks>();
        services.AddOptions<AttestationSettings>().Bind(builder.Configuration.GetSection("Attestation")).Validate(s => s.LinkDays > 0, "Attestation:LinkDays must be 1 or more.").ValidateOnStart();
        services.AddSingleton<ParsedRequirementSets>();
        services.AddSingleton<Phrasebooks>();
        services.AddSingleton<SubmissionSeal>();
        services.AddOptions<ApplicationSettings>().Bind(builder.Configuration.GetSection("Applications"))
            .Validate(s => s.AbandonDraftsAfterDays > 0, "Applications:AbandonDraftsAfterDays must be 1 or more.").ValidateOnStart();
        services.AddAutoMapper(config =>
        {
            config.LicenseKey = builder.Configuration["AutoMapper:LicenseKey"];
            config.AddMaps(typeof(Program).Assembly);
        });
        services.ConfigureHttpJsonOptions(o => RegistryJson.Apply(o.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddRegistryOpenApi();
        services.AddRegistryPages();
        services.AddRegistryJobs(builder.Configuration.GetSection("Jobs").Get<JobSettings>() ?? new JobSettings(), database);
        services.AddRequestLimits(builder.Configuration.GetSection("Limits").Get<LimitSettings>() ?? new LimitSettings());
        services.AddRegistryHealth();
        services.AddRegistryProxies(builder.Configuration);
        builder.AddRegistryTelemetry();
    }

    private static void AddRegistryJobs(this IServiceCollection services, JobSettings jobs, DatabaseSettings database)
    {
        services.AddSingleton(jobs);
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobStarter>();
        if (jobs.Enabled)
        {
            services.AddQuartzHost(database);
        }
    }

    private static void AddRegistryClock(this IServiceCollection services, IHostEnvironment environment)
    {
        if (environment.IsDevelopment())
        {
            services.AddSingleton<SandboxClock>();
            services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SandboxClock>());
        }
        else
        {
            services.AddSingleton(TimeProvider.System);
        }
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseProblems(SecurityHeaders.Say);
        app.UseRouting();
        app.UseCors();
        app.RefuseUnreadable(PageRoutes.TakesFile);
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger"), pages => pages.UseSwagger().UseSwaggerUI());
        app.UseFileForms();
        UseAuthentication(app);
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<RequestLimits>();
        app.Use(CallerMiddleware.AnswerRefused);
        app.UseAuthorization();
    }

    /// <summary>Who sends neither a token, a key nor a cookie is nobody: the busiest questions are answered without asking who they are.</summary>
    private static void UseAuthentication(IApplicationBuilder app)
    {
        // Without this word the framework asks everybody, before all else.
        app.Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseWhen(context => context.Request.Headers.Authorization.Count > 0 || context.Request.Headers.Cookie.Count > 0, known => known.UseAuthentication());
    }

    /// <summary>The registry's table of contents.</summary>
    private static void MapRoutes(RouteGroupBuilder api, IHostEnvironment environment)
    {
        api.MapAccounts();
        api.MapApplicants();
        api.MapApplications();
        api.MapAttestation();
        api.MapAudits();
        api.MapBoards();
        api.MapChanges();
        api.MapContinuingEducation();
        api.MapCredentials();
        api.MapDocuments();
        api.MapEligibility();
        api.MapEvidence();
        api.MapExpiry();
        api.MapFees();
        api.MapHistories();
        api.MapJobs();
        api.MapMessages();
        api.MapNotices();
        api.MapOrganisations();
        api.MapProviders();
        api.MapPublication();
        api.MapRenewals();
        api.MapReview();
        api.MapRosterFiles();
        api.MapRosters();
        api.MapSavedRosters();
        api.MapStaff();
        api.MapTrainingApprovals();
        api.MapTrials();
        api.MapVerification();
        api.MapWebhooks();
        if (environment.IsDevelopment())
        {
            api.MapSandbox();
        }
    }
}
