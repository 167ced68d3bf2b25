using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Persistence;

/// <summary>
/// What a <see cref="PublicRecord"/> says: what sort of credential it is, the name it was awarded to, its acts, and the restrictions that its board makes public.
/// It is packed and not JSON: the size of a row decides how many pages a roster reads.
/// The places of kinds and standings in their enumerations are part of it; new ones come last. What cannot have been written so is refused, and never guessed.
/// </summary>
public sealed record PublicFacts(Guid CredentialTypeId, string NameAsPrinted, IReadOnlyList<CredentialAct> Acts, IReadOnlyList<PublicRestriction> Restrictions)
{
    /// <summary>The first byte. What is packed otherwise gets another, and a migration that writes all records anew.</summary>
    private const byte Form = 1;

    /// <summary>What an act or a restriction says beside what all of them say.</summary>
    [Flags]
    private enum Says : byte
    {
        Until = 1,
        Vacates = 2,
        Opens = 4,
        Grace = 8,
        AfterEnd = 16,
        Name = 32,
        Endorsement = 64,
        IsPrimary = 128,
        Ended = Vacates,
    }

    internal byte[] Written()
    {
        var packed = new MemoryStream();
        using var to = new BinaryWriter(packed);
        to.Write(Form);
        to.Write(CredentialTypeId.ToByteArray());
        to.Write(NameAsPrinted);
        to.Write7BitEncodedInt(Acts.Count);
        foreach (var act in Acts)
        {
            Write(to, act);
        }

        to.Write7BitEncodedInt(Restrictions.Count);
        foreach (var restriction in Restrictions)
        {
            Write(to, restriction);
        }

        to.Flush();
        return packed.ToArray();
    }

    internal static PublicFacts Read(ReadOnlySpan<byte> written)
    {
        var from = new Unpacked(written);
        if (from.Byte() is var form && form != Form)
        {
            throw new InvalidDataException($"A public record is packed in form {form}, which this registry cannot read.");
        }

        var facts = new PublicFacts(from.Id(), from.Text(), Many(ref from, ReadAct), Many(ref from, ReadRestriction));
        return from.IsAtEnd ? facts : throw new InvalidDataException("A public record says more than it should.");
    }

    private static void Write(BinaryWriter to, CredentialAct act)
    {
        to.Write((byte)act.Kind);
        to.Write((byte)(
            (act.UntilOn is null ? 0 : Says.Until) | (act.VacatesSequence is null ? 0 : Says.Vacates) | (act.Opens is null ? 0 : Says.Opens) | (act.Opens?.GraceEndsOn is null ? 0 : Says.Grace)
            | (act.AfterEnd is null ? 0 : Says.AfterEnd) | (act.Name is null ? 0 : Says.Name) | (act.Endorsement is null ? 0 : Says.Endorsement) | (act.IsPrimary ? Says.IsPrimary : 0)));
        to.Write7BitEncodedInt(act.Sequence);
        Write(to, act.EffectiveOn);
        to.Write(act.RecordedAtUtc.Ticks);
        Write(to, act.UntilOn);
        if (act.VacatesSequence is { } vacates)
        {
            to.Write7BitEncodedInt(vacates);
        }

        Write(to, act.Opens?.StartsOn);
        Write(to, act.Opens?.EndsOn);
        Write(to, act.Opens?.GraceEndsOn);
        if (act.AfterEnd is { } afterEnd)
        {
            to.Write7BitEncodedInt(afterEnd.Count);
            foreach (var late in afterEnd)
            {
                Write(to, late.UntilOn);
                to.Write((byte)late.Standing);
            }
        }

        Write(to, act.Name);
        Write(to, act.Endorsement);
    }

    private static CredentialAct ReadAct(ref Unpacked from)
    {
        var kind = from.Named<CredentialActKind>();
        var says = (Says)from.Byte();
        var sequence = from.Number();
        var effectiveOn = from.Day();
        var recordedAtUtc = from.Instant();
        var untilOn = says.HasFlag(Says.Until) ? from.Day() : (DateOnly?)null;
        var vacates = says.HasFlag(Says.Vacates) ? from.Number() : (int?)null;
        var opens = says.HasFlag(Says.Opens) ? new Period(from.Day(), from.Day(), says.HasFlag(Says.Grace) ? from.Day() : null) : null;
        var afterEnd = says.HasFlag(Says.AfterEnd) ? Many(ref from, static (ref from) => new LateStanding(from.Day(), from.Named<Standing>())) : null;
        var name = says.HasFlag(Says.Name) ? from.Text() : null;
        var endorsement = says.HasFlag(Says.Endorsement) ? from.Text() : null;
        return new CredentialAct(sequence, kind, effectiveOn, recordedAtUtc, untilOn, vacates, opens, afterEnd, name, endorsement, says.HasFlag(Says.IsPrimary));
    }

    private static void Write(BinaryWriter to, PublicRestriction restriction)
    {
        var term = restriction.Term;
        if (term.EndedOn is null != term.EndRecordedAtUtc is null)
        {
            throw new ArgumentException("A restriction that ended has a last day and an instant at which it was recorded, or neither.", nameof(restriction));
        }

        to.Write((byte)((term.UntilOn is null ? 0 : Says.Until) | (term.EndedOn is null ? 0 : Says.Ended)));
        to.Write(restriction.Id.ToByteArray());
        to.Write(restriction.Text);
        Write(to, term.FromOn);
        to.Write(term.RecordedAtUtc.Ticks);
        Write(to, term.UntilOn);
        Write(to, term.EndedOn);
        if (term.EndRecordedAtUtc is { } recorded)
        {
            to.Write(recorded.Ticks);
        }
    }

    private static PublicRestriction ReadRestriction(ref Unpacked from)
    {
        var says = (Says)from.Byte();
        var id = from.Id();
        var text = from.Text();
        var fromOn = from.Day();
        var recordedAtUtc = from.Instant();
        var untilOn = says.HasFlag(Says.Until) ? from.Day() : (DateOnly?)null;
        return new PublicRestriction(id, text, says.HasFlag(Says.Ended)
            ? new RestrictionSpan(fromOn, untilOn, recordedAtUtc, from.Day(), from.Instant())
            : new RestrictionSpan(fromOn, untilOn, recordedAtUtc));
    }

    private static void Write(BinaryWriter to, DateOnly? day)
    {
        if (day is { } said)
        {
            to.Write7BitEncodedInt(said.DayNumber);
        }
    }

    private static void Write(BinaryWriter to, string? text)
    {
        if (text is not null)
        {
            to.Write(text);
        }
    }

    private delegate T One<T>(ref Unpacked from);

    private static IReadOnlyList<T> Many<T>(ref Unpacked from, One<T> one)
    {
        var many = new T[from.Count()];
        for (var i = 0; i < many.Length; i++)
        {
            many[i] = one(ref from);
        }

        return many;
    }

    /// <summary>Reads what a <see cref="BinaryWriter"/> wrote, from where it lies.</summary>
    private ref struct Unpacked(ReadOnlySpan<byte> rest)
    {
        private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        private ReadOnlySpan<byte> _rest = rest;

        internal readonly bool IsAtEnd => _rest.IsEmpty;

        internal byte Byte() => Next(1)[0];

        internal Guid Id() => new(Next(16));

        internal DateTime Instant() => new(BinaryPrimitives.ReadInt64LittleEndian(Next(8)), DateTimeKind.Utc);

        internal DateOnly Day() => Number() is var day && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(day) : throw new InvalidDataException("A public record names a day that no calendar has.");

        internal string Text() => Utf8.GetString(Next(Number()));

        internal T Named<T>() where T : struct, Enum => Unsafe.BitCast<int, T>(Byte()) is var one && Enum.IsDefined(one) ? one : throw new InvalidDataException($"A public record holds a {typeof(T).Name} that this registry does not know.");

        /// <summary>How many follow; each has a byte at least.</summary>
        internal int Count() => Number() is var count && count <= _rest.Length ? count : throw new InvalidDataException("A public record is cut off.");

        /// <summary>Seven bits a byte, the lowest first; the highest bit says that there is more.</summary>
        internal int Number()
        {
            var number = 0;
            for (var shift = 0; shift < 35; shift += 7)
            {
                var some = Byte();
                number |= (some & 0x7F) << shift;
                if (some < 0x80)
                {
                    return number >= 0 && (shift < 28 || some < 0x08) ? number : throw new InvalidDataException("A public record holds a number that is too large.");
                }
            }

            throw new InvalidDataException("A public record holds a number without an end.");
        }

        private ReadOnlySpan<byte> Next(int length)
        {
            var next = length <= _rest.Length ? _rest[..length] : throw new InvalidDataException("A public record is cut off.");
            _rest = _rest[length..];
            return next;
        }
    }
}
