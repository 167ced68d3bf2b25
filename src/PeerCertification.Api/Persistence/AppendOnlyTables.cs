using Microsoft.EntityFrameworkCore.Migrations;

namespace PeerCertification.Api.Persistence;

/// <summary>
/// Tables in which rows are written once: the database itself refuses to change or delete them, whoever asks. A migration that rebuilds one of
/// them on SQLite drops its triggers and must make them again.
/// </summary>
public static class AppendOnlyTables
{
    public static readonly IReadOnlyList<string> Names = ["ConflictDeclarations", "CredentialActs", "CredentialPeriods", "Decisions", "History", "Recommendations", "SensitiveReads"];

    internal static void ProtectOnSqlite(MigrationBuilder migration)
    {
        foreach (var table in Names)
        {
            foreach (var change in (string[])["UPDATE", "DELETE"])
            {
                migration.Sql($"""
                    CREATE TRIGGER "{table}_refuses_{change}" BEFORE {change} ON "{table}"
                    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
                    """);
            }
        }
    }

    internal static void ProtectOnPostgres(MigrationBuilder migration)
    {
        migration.Sql("""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
            """);
        foreach (var table in Names)
        {
            migration.Sql($"""
                CREATE TRIGGER "{table}_refuses_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);
        }
    }

    internal static void ReleaseOnSqlite(MigrationBuilder migration)
    {
        foreach (var table in Names)
        {
            migration.Sql($"""DROP TRIGGER "{table}_refuses_UPDATE"; DROP TRIGGER "{table}_refuses_DELETE";""");
        }
    }

    internal static void ReleaseOnPostgres(MigrationBuilder migration) => migration.Sql("DROP FUNCTION refuse_change() CASCADE;");
}
