using System.Collections.Concurrent;
using System.Globalization;
using PeerCertification.Api.Operations;
using PeerCertification.Domain;

namespace PeerCertification.Api.Features.Verification;

/// <summary>
/// Whoever relies on people has their numbers; whoever asks for thousands that nobody has is trying them out. Each account or organisation may ask for some
/// an hour and owes what goes beyond: until an hour's worth is owed no more, nothing is answered to it. A mistyped number is found out by its check character
/// and not counted. Each node counts for itself.
/// </summary>
internal sealed class UnknownNumbers(LimitSettings limits, TimeProvider clock)
{
    /// <summary>How many hours' worth a roster file that has begun may come to owe before it is given up.</summary>
    private const int HoursOfFile = 10;

    private readonly ConcurrentDictionary<Guid, Owed> _owed = [];

    /// <summary>How many were owed at an instant.</summary>
    private readonly record struct Owed(double Count, DateTimeOffset At);

    /// <summary>Why nothing is answered now, or null.</summary>
    internal Refusal? Refuse(Guid? holder)
    {
        var hours = Owes(holder) / limits.UnknownNumbersPerHour;
        return hours < 1 ? null : new Refusal("request.too_many", string.Create(CultureInfo.InvariantCulture, $"Too many numbers were asked for that no credential has. Ask again in {Math.Ceiling((hours - 1) * 60) + 1} minutes."));
    }

    /// <summary>Whether a roster file that is being answered has come to owe too much.</summary>
    internal bool IsTooMuchForFile(Guid? holder) => Owes(holder) >= (double)HoursOfFile * limits.UnknownNumbersPerHour;

    /// <summary>Counts those among answers that no credential has.</summary>
    internal void Note(Guid? holder, IEnumerable<string> said)
    {
        if (holder is { } one && said.Count(answer => answer == "credential.not_found") is > 0 and var more)
        {
            _owed.AddOrUpdate(one, _ => new(more, clock.GetUtcNow()), (_, owed) => new(Left(owed) + more, clock.GetUtcNow()));
        }
    }

    private double Owes(Guid? holder) => holder is { } one && _owed.TryGetValue(one, out var owed) ? Left(owed) : 0;

    private double Left(Owed owed) => Math.Max(0, owed.Count - (Math.Max(0, (clock.GetUtcNow() - owed.At).TotalHours) * limits.UnknownNumbersPerHour));
}
