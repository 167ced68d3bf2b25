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

    private readonly ConcurrentDictionary<Guid, Owed> _owed = [];

    private readonly double _perHour = Math.Max(1, limits.UnknownNumbersPerHour);

    /// <summary>How many were owed at an instant.</summary>
    private readonly record struct Owed(double Count, DateTimeOffset At);

    /// <summary>Why nothing is answered now, or null.</summary>
    internal Refusal? Refuse(IEnumerable<Guid> holders)
    {
        var hours = holders.Select(holder => _owed.TryGetValue(holder, out var owed) ? Left(owed) / _perHour : 0).DefaultIfEmpty().Max();
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

    /// <summary>How many of these answers are that no credential has the number.</summary>
    internal static int Count(IEnumerable<string> said) => said.Count(answer => answer == "credential.not_found");

    /// <summary>Counts those among answers that no credential has.</summary>
    internal void Note(IEnumerable<Guid> holders, IEnumerable<string> said)
    {
        if (Count(said) is not (> 0 and var more))
        {
            return;
        }

        foreach (var holder in holders)
        {
            _owed.AddOrUpdate(holder, _ => new(more, clock.GetUtcNow()), (_, owed) => new(Left(owed) + more, clock.GetUtcNow()));
        }
    }

    private double Left(Owed owed) => Math.Max(0, owed.Count - (Math.Max(0, (clock.GetUtcNow() - owed.At).TotalHours) * _perHour));
}
