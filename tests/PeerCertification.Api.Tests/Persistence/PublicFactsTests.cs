using System.Text;
using System.Text.Json;
using PeerCertification.Api.Persistence;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Persistence;

/// <summary>What is packed into a public record is read from it again, today and in twenty years.</summary>
public sealed class PublicFactsTests
{
    private static readonly Guid Type = new("01020304-0506-0708-090a-0b0c0d0e0f10");

    private static readonly DateTime Recorded = new(2026, 3, 1, 15, 4, 5, 678, DateTimeKind.Utc);

    /// <summary>An act for everything that an act can say, and a restriction for everything that a restriction can.</summary>
    private static readonly PublicFacts Full = new(
        Type,
        "Zoë O’Hara",
        [
            new(1, CredentialActKind.Issue, new(2024, 2, 29), Recorded, Opens: new(new(2024, 2, 29), new(2026, 2, 28))),
            new(2, CredentialActKind.Renew, new(2026, 3, 1), Recorded, Opens: new(new(2026, 3, 1), new(2028, 2, 29), new(2028, 3, 30)), AfterEnd: [new(new(2028, 5, 1), Standing.InGrace), new(new(2028, 6, 1), Standing.Suspended)]),
            new(3, CredentialActKind.Suspend, new(2026, 5, 1), Recorded, UntilOn: new(2026, 6, 30)),
            new(4, CredentialActKind.ChangeName, new(2026, 7, 1), Recorded, Name: "Zoë Marsh"),
            new(5, CredentialActKind.Endorse, new(2026, 7, 2), Recorded, Endorsement: "family", IsPrimary: true),
            new(300, CredentialActKind.Vacate, new(2026, 8, 1), Recorded, VacatesSequence: 299),
        ],
        [
            new(Type, "Works under supervision only.", new(new(2026, 5, 1), null, Recorded)),
            new(Type, "Not with minors.", new(new(2026, 5, 1), new(2026, 12, 31), Recorded, new(2026, 9, 30), Recorded)),
        ]);

    /// <summary>Rows with these bytes lie in databases: what changes them needs another form, and a migration that writes every row anew.</summary>
    [Fact]
    public void It_is_packed_as_it_ever_was()
    {
        const string Packed =
            "010403020106050807090a0b0c0d0e0f100d5a6fc3ab204fe280994861726106000401808d2de0d448c8a377de08808d2dda922d011c02db922de0d4" +
            "48c8a377de08db922db5982dd3982d02f3982d0292992d050a010398932de0d448c8a377de08d4932d052004d5932de0d448c8a377de080a5a6fc3ab" +
            "204d6172736806c005d6932de0d448c8a377de080666616d696c791002ac02f4932de0d448c8a377de08ab0202000403020106050807090a0b0c0d0e" +
            "0f101d576f726b7320756e646572207375706572766973696f6e206f6e6c792e98932de0d448c8a377de08030403020106050807090a0b0c0d0e0f10" +
            "104e6f742077697468206d696e6f72732e98932de0d448c8a377de088c952db0942de0d448c8a377de08";

        Assert.Equal(Packed, Convert.ToHexStringLower(Full.Written()));
        Assert.Equal(Said(Full), Said(PublicFacts.Read(Convert.FromHexString(Packed))));
    }

    [Fact]
    public void Every_kind_of_act_and_every_standing_keeps_its_place()
    {
        Assert.Equal("Issue Renew Extend AwaitRenewal EndAwait ChangeName Endorse EndEndorsement Deactivate Reactivate Suspend LiftSuspension Revoke Surrender Reinstate RecordDeath Vacate", string.Join(' ', Enum.GetValues<CredentialActKind>()));
        Assert.Equal("NotYetEffective Active InGrace Expired Inactive Suspended Revoked Surrendered Deceased", string.Join(' ', Enum.GetValues<Standing>()));
    }

    [Fact]
    public void Whatever_is_said_is_read_again()
    {
        var random = new Random(4711);
        for (var i = 0; i < 2_000; i++)
        {
            var facts = AnyFacts(random);

            Assert.Equal(Said(facts), Said(PublicFacts.Read(facts.Written())));
        }
    }

    [Fact]
    public void What_is_cut_off_or_goes_on_or_has_another_form_is_refused_and_not_guessed()
    {
        var packed = Full.Written();
        for (var length = 0; length < packed.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => PublicFacts.Read(packed.AsSpan(..length)));
        }

        // What is changed anywhere within reads as something else that is in the calendar, or not at all; it takes neither the memory nor the time of the registry.
        for (var at = 0; at < packed.Length; at++)
        {
            foreach (var other in (byte[])[0x00, 0x7F, 0x80, 0xFF])
            {
                byte[] damaged = [.. packed];
                damaged[at] = other;
                Assert.True(Record.Exception(() => PublicFacts.Read(damaged)) is null or InvalidDataException or DecoderFallbackException or ArgumentOutOfRangeException);
            }
        }

        byte[] start = [.. packed.AsSpan(..(17 + 1 + Encoding.UTF8.GetByteCount(Full.NameAsPrinted)))];
        Assert.Throws<InvalidDataException>(() => PublicFacts.Read([.. start, 0xFF, 0xFF, 0xFF, 0xFF, 0x07])); // two thousand million acts
        Assert.Throws<InvalidDataException>(() => PublicFacts.Read([.. start, 0x81, 0x80, 0x80, 0x80, 0x10])); // one act and 2^32
        Assert.Throws<InvalidDataException>(() => PublicFacts.Read([.. start, 1, 99, .. packed.AsSpan(start.Length + 2)])); // of no kind
        Assert.Throws<DecoderFallbackException>(() => PublicFacts.Read([.. packed.AsSpan(..17), 1, 0xC3, 0, 0])); // half a letter

        Assert.Throws<InvalidDataException>(() => PublicFacts.Read([.. packed, 0]));
        Assert.Throws<InvalidDataException>(() => PublicFacts.Read([2, .. packed.AsSpan(1..)]));
    }

    private static PublicFacts AnyFacts(Random random) => new(
        Guid.NewGuid(),
        AnyText(random),
        [.. Enumerable.Range(1, random.Next(6)).Select(sequence => new CredentialAct(
            sequence * (1 + random.Next(100)),
            (CredentialActKind)random.Next(Enum.GetValues<CredentialActKind>().Length),
            AnyDay(random),
            AnyInstant(random),
            Maybe(random) ? AnyDay(random) : null,
            Maybe(random) ? random.Next() : null,
            Maybe(random) ? new Period(AnyDay(random), AnyDay(random), Maybe(random) ? AnyDay(random) : null) : null,
            Maybe(random) ? [.. Enumerable.Range(0, random.Next(4)).Select(_ => new LateStanding(AnyDay(random), (Standing)random.Next(Enum.GetValues<Standing>().Length)))] : null,
            Maybe(random) ? AnyText(random) : null,
            Maybe(random) ? AnyText(random) : null,
            Maybe(random)))],
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new PublicRestriction(Guid.NewGuid(), AnyText(random), Maybe(random)
            ? new RestrictionSpan(AnyDay(random), Maybe(random) ? AnyDay(random) : null, AnyInstant(random), AnyDay(random), AnyInstant(random))
            : new RestrictionSpan(AnyDay(random), Maybe(random) ? AnyDay(random) : null, AnyInstant(random))))]);

    private static bool Maybe(Random random) => random.Next(2) == 0;

    private static DateOnly AnyDay(Random random) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1));

    private static DateTime AnyInstant(Random random) => new(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    private static string AnyText(Random random) => string.Concat(Enumerable.Range(0, Maybe(random) ? 300 : random.Next(20)).Select(_ => ((string[])["é", "😀", "\"", "a", "Z", " "])[random.Next(6)]));

    private static string Said(PublicFacts facts) => JsonSerializer.Serialize(facts, RegistryJson.Options);
}
