namespace PeerCertification.Domain.Accounts;

/// <summary>How many wrong passwords and codes in a row an account has seen. Five close it for a quarter of an hour, to the right password too.</summary>
/// <param name="Wrong">Guesses since the last right one, 0 to <see cref="Allowed"/>.</param>
/// <param name="ClosedUntil">The instant at which guessing may go on; null while the account is open.</param>
public readonly record struct Guesses(int Wrong, DateTimeOffset? ClosedUntil)
{
    public const int Allowed = 5;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <summary>Nothing held against the account.</summary>
    public static readonly Guesses None;

    /// <summary>
    /// Counts a guess before it is looked at, so that many guesses at once are no more than many in a row; null where the account is closed.
    /// A closed account counts nothing: knocking on must not keep the owner out.
    /// </summary>
    public Guesses? Take(DateTimeOffset now)
    {
        if (ClosedUntil > now)
        {
            return null;
        }

        var wrong = (ClosedUntil is null ? Wrong : 0) + 1;
        return new Guesses(wrong, wrong >= Allowed ? now + Pause : null);
    }

    /// <summary>The guess was right as far as it went, but was no sign-in yet: as if it had not been.</summary>
    public Guesses TakeBack() => new(Math.Max(0, Wrong - 1), null);
}
