using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PeerCertification.Api.Features.Verification;

namespace PeerCertification.Api.Operations;

/// <summary>Logs to the console, as JSON outside Development; traces and metrics to an OTLP address, where <c>Telemetry:OtlpEndpoint</c> names one.</summary>
internal static class Telemetry
{
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    internal static void AddRegistryTelemetry(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            builder.Logging.ClearProviders().AddJsonConsole(o =>
            {
                o.UseUtcTimestamp = true;
                o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }

        // What the framework tells of each request holds the whole address, and its query may say why somebody read a record: never, whatever the settings say.
        builder.Logging.AddFilter(RequestLog, LogLevel.Warning).AddFilter<ConsoleLoggerProvider>(RequestLog, LogLevel.Warning);

        if (builder.Configuration.GetValue<Uri?>("Telemetry:OtlpEndpoint") is { } address)
        {
            builder.Services.AddHostedService(_ => new OtlpExport(address));
        }
    }

    /// <summary>The framework makes the spans and meters; this sends them, and flushes what is left on the way out.</summary>
    private sealed class OtlpExport(Uri address) : IHostedService, IDisposable
    {
        private static readonly ResourceBuilder Registry = ResourceBuilder.CreateDefault().AddService("peer-certification");

        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Registry)
                .AddSource("Microsoft.AspNetCore", "Npgsql").AddOtlpExporter(o => Send(o, "v1/traces")).Build();
            _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Registry)
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.EntityFrameworkCore", "System.Runtime", LookupLog.MeterName)
                .AddOtlpExporter(o => Send(o, "v1/metrics")).Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.ForceFlush(2000);
            _metrics?.ForceFlush(2000);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        }

        private void Send(OtlpExporterOptions options, string path) =>
            (options.Protocol, options.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(address, path));
    }
}
