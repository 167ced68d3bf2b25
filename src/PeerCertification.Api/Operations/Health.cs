using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PeerCertification.Api.Jobs;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Operations;

/// <summary>Live: the process answers. Ready: it may be sent requests, since database, schema and jobs are as they should be.</summary>
internal static class Health
{
    internal static void AddRegistryHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database").AddCheck<JobsCheck>("jobs");

    internal static void MapRegistryHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = Write }).AllowAnonymous().DisableRateLimiting();
    }

    private static Task Write(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new { status = report.Status.ToString(), checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), e.Value.Description }) },
            context.RequestAborted);

    private sealed class DatabaseCheck(RegistryContext db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!await db.Database.CanConnectAsync(cancellationToken))
            {
                return HealthCheckResult.Unhealthy("The database cannot be reached.");
            }

            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            return pending == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{pending} migrations are pending.");
        }
    }

    /// <summary>Degraded at the worst: what is verified does not depend on a job, so a node whose jobs stand still may be sent requests.</summary>
    private sealed class JobsCheck(RegistryContext db, JobSettings settings) : IHealthCheck
    {
        /// <summary>The schedule has a row for every minute; a quarter of an hour without a run is not bad luck.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!settings.Enabled)
            {
                return HealthCheckResult.Healthy("This node runs no jobs.");
            }

            var since = TimeProvider.System.UtcNow() - Patience;
            return await db.JobRuns.AnyAsync(r => r.StartedAtUtc >= since, cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("No job has run for a quarter of an hour.");
        }
    }
}
