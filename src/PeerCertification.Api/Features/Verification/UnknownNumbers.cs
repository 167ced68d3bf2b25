using System.Collections.Concurrent;
using System.Globalization;
using PeerCertification.Api.Operations;
using PeerCertification.Api.Problems;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Whoever relies on people has their numbers; whoever asks for thousands that nobody has is trying them out. Each account and each organisation may ask for
/// some an hour and owes what goes beyond: until an hour's worth is owed no more, nothing is answered to it. A mistyped number is found out by its check
/// character and not counted. Each node counts for itself.
/// </summary>
internal sealed class UnknownNumbers(LimitSettings limits, TimeProvider clock)
{
    /// <summary>How many hours' worth of a roster file may belong to nobody before it is given up.</summary>
    private const int HoursOfFile = 10;

    private readonly ConcurrentDictionary<Guid, Debt> _owed = [];

    private readonly double _perHour = Math.Max(1, limits.UnknownNumbersPerHour);

    /// <summary>How many were owed at an instant.</summary>
    private readonly record struct Debt(double Count, DateTimeOffset At);

    /// <summary>Why nothing is answered now, or null.</summary>
    internal Refusal? Refuse(Guid? organisationId, Guid? accountId)
    {
        var hours = Math.Max(Owed(organisationId), Owed(accountId)) / _perHour;
        if (hours < 1)
        {
            return null;
        }

        var seconds = (long)Math.Ceiling((hours - 1) * 3600) + 1;
        return new Refusal("request.too_many", string.Create(CultureInfo.InvariantCulture, $"Too many numbers were asked for that no credential has. Ask again in {seconds} seconds."))
        {
            Details = new Dictionary<string, object?> { [ProblemCatalog.RetryAfterSeconds] = seconds },
        };
    }

    /// <summary>Whether so many numbers of a roster file that belong to nobody are too many.</summary>
    internal bool IsTooManyForFile(int unknown) => unknown >= HoursOfFile * _perHour;

    /// <summary>Counts those among answers that no credential has, for the organisation that is asked for and for the account, which may have several.</summary>
    /// <returns>How many these are.</returns>
    internal int Note(Guid? organisationId, Guid? accountId, IEnumerable<string> said)
    {
        var more = said.Count(answer => answer == "credential.not_found");
        foreach (var holder in more == 0 ? [] : new[] { organisationId, accountId }.OfType<Guid>())
        {
            _owed.AddOrUpdate(holder, _ => new(more, clock.GetUtcNow()), (_, owed) => new(Left(owed) + more, clock.GetUtcNow()));
        }

        return more;
    }

    private double Owed(Guid? holder) => holder is { } one && _owed.TryGetValue(one, out var debt) ? Left(debt) : 0;

    private double Left(Debt owed) => Math.Max(0, owed.Count - (Math.Max(0, (clock.GetUtcNow() - owed.At).TotalHours) * _perHour));
}
