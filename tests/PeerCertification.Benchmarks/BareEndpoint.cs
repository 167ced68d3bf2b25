using Microsoft.Data.Sqlite;

namespace PeerCertification.Benchmarks;

/// <summary>The yardstick of the performance budget: Kestrel and one prepared SQLite statement a connection, on the same rows; a roster is one statement over all its numbers.</summary>
internal static class BareEndpoint
{
    private static readonly ThreadLocal<SqliteCommand> Prepared = new();

    private static readonly ThreadLocal<SqliteCommand> PreparedRoster = new();

    internal static async Task Run(string file, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(context =>
        {
            if (HttpMethods.IsPost(context.Request.Method))
            {
                return WriteRoster(context, file);
            }

            var command = Prepared.Value ??= Prepare(file, One);
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

    private const string One = """
        SELECT c."Number", t."PublicTitle", p."EndsOn"
        FROM "Credentials" c
        JOIN "CredentialTypes" t ON t."Id" = c."CredentialTypeId"
        JOIN "CredentialPeriods" p ON p."CredentialId" = c."Id"
        WHERE c."Number" = $number
        """;

    private const string Roster = """
        SELECT c."Number", t."PublicTitle", p."EndsOn"
        FROM json_each($number, '$.numbers') n
        JOIN "Credentials" c ON c."Number" = n.value
        JOIN "CredentialTypes" t ON t."Id" = c."CredentialTypeId"
        JOIN "CredentialPeriods" p ON p."CredentialId" = c."Id"
        ORDER BY n.key
        """;

    private static async Task WriteRoster(HttpContext context, string file)
    {
        using var body = new StreamReader(context.Request.Body);
        var numbers = await body.ReadToEndAsync();
        await context.Response.WriteAsJsonAsync(Rows(PreparedRoster.Value ??= Prepare(file, Roster), numbers));
    }

    /// <summary>All of them before the first is written, since the command belongs to the thread.</summary>
    private static List<object> Rows(SqliteCommand command, string numbers)
    {
        command.Parameters[0].Value = numbers;
        using var row = command.ExecuteReader();
        var rows = new List<object>();
        while (row.Read())
        {
            rows.Add(new { number = row.GetString(0), title = row.GetString(1), endsOn = row.GetString(2) });
        }

        return rows;
    }

    private static SqliteCommand Prepare(string file, string sql)
    {
        var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$number", "");
        command.Prepare();
        return command;
    }
}
