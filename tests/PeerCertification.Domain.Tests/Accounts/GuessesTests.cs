using FsCheck;
using FsCheck.Fluent;
using PeerCertification.Domain.Accounts;

namespace PeerCertification.Domain.Tests.Accounts;

public class GuessesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(3, 4, false)]
    [InlineData(4, 5, true)]
    public void The_fifth_guess_closes_the_account(int before, int after, bool closes) =>
        Assert.Equal(new Guesses(after, closes ? Noon.AddMinutes(15) : null), new Guesses(before, null).Take(Noon));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_closed_account_opens_at_the_instant_told(int ticks, bool open) =>
        Assert.Equal(open ? new Guesses(1, null) : null, new Guesses(5, Noon).Take(Noon.AddTicks(ticks)));

    [Fact]
    public void A_guess_that_is_taken_back_was_never_made() => Assert.Equal(new Guesses(4, null), new Guesses(4, null).Take(Noon)?.TakeBack());

    [Fact]
    public void There_is_nothing_to_take_back_below_none() => Assert.Equal(Guesses.None, Guesses.None.TakeBack());

    [Fact]
    public void Whenever_they_come_no_more_than_five_guesses_are_taken_in_a_quarter_of_an_hour_of_closing() =>
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), seconds =>
        {
            var (now, state, taken) = (Noon, Guesses.None, new List<DateTimeOffset>());
            foreach (var pause in seconds)
            {
                now = now.AddSeconds(pause);
                if (state.Take(now) is { } next)
                {
                    state = next;
                    taken.Add(now);
                }
            }

            return taken.Zip(taken.Skip(Guesses.Allowed)).All(pair => pair.Second - pair.First >= Guesses.Pause);
        }));
}
