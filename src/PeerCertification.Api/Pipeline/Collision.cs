using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace PeerCertification.Api.Pipeline;

/// <summary>Two who changed the same thing at once: a row that moved on, a key that is taken, a lock or a snapshot that was lost.</summary>
internal static class Collision
{
    internal static bool Is(Exception error) => error switch
    {
        DbUpdateConcurrencyException => true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation } => true,
        SqliteException { SqliteErrorCode: 5 or 6 } or SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,
        DbException => false,
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
