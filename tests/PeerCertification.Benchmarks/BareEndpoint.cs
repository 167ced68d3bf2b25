using Microsoft.Data.Sqlite;

namespace PeerCertification.Benchmarks;

/// <summary>The yardstick of the performance budget: Kestrel and one prepared SQLite statement a connection, on the same rows.</summary>
internal static class BareEndpoint
{
    private static readonly ThreadLocal<SqliteCommand> Prepared = new();

    internal static async Task Run(string file, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(context =>
        {
            var command = Prepared.Value ??= Prepare(file);
            command.Parameters[0].Value = context.Request.Path.Value![(context.Request.Path.Value!.LastIndexOf('/') + 1)..];
            using var row = command.ExecuteReader();
            if (!row.Read())
            {
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
            }

            return context.Response.WriteAsJsonAsync(new { number = row.GetString(0), title = row.GetString(1), endsOn = row.GetString(2) });
        });
        await app.RunAsync();
    }

    private static SqliteCommand Prepare(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = """
            SELECT c."Number", t."PublicTitle", p."EndsOn"
            FROM "Credentials" c
            JOIN "CredentialTypes" t ON t."Id" = c."CredentialTypeId"
            JOIN "CredentialPeriods" p ON p."CredentialId" = c."Id"
            WHERE c."Number" = $number
            """;
        command.Parameters.AddWithValue("$number", "");
        command.Prepare();
        return command;
    }
}
