using System.Globalization;
using System.Text;
using PeerCertification.Api.Features.Verification;

namespace PeerCertification.Api.Pages;

/// <summary>A verification as a letter of one or more pages.</summary>
internal static class VerificationLetter
{
    internal static byte[] Write(VerificationAnswer answer, PageWords words, string address)
    {
        var title = words["Letter of verification"];
        var letter = new LetterPdf(title, words.Language, answer.AnsweredAtUtc);
        letter.Heading(answer.Registry);
        letter.Heading(title);
        letter.Line(words.Say("Written {0}", words.Instant(answer.AnsweredAtUtc)));
        letter.Gap();
        letter.Strong(answer.NameAsPrinted);
        letter.Line(answer.PublicTitle);
        letter.Line(answer.Board.Name);
        letter.Line($"{words["Number"]}: {answer.Number}");
        letter.Gap();
        letter.Strong($"{words[answer.Standing.ToString()]}, {words.Day(answer.On)}");
        letter.Line(words.Sentence(answer));
        if (answer.BoardOnHold is { } hold)
        {
            letter.Line(words.Say("The board is on hold since {0}, so that this may not be right: {1}", words.Instant(hold.SinceUtc), hold.Reason));
        }

        letter.Line(words.Say("Period: {0} to {1}", words.Day(answer.Period.StartsOn), words.Day(answer.Period.EndsOn)));
        letter.Line($"{words["First issued"]}: {words.Day(answer.FirstIssuedOn)}");
        foreach (var endorsement in answer.Endorsements)
        {
            var (label, from) = (endorsement.Label, words.Day(endorsement.FromOn));
            letter.Line($"{words["Endorsement"]}: {(endorsement.IsPrimary ? words.Say("{0}, the primary one, since {1}", label, from) : words.Say("{0}, since {1}", label, from))}");
        }

        foreach (var restriction in answer.Restrictions)
        {
            letter.Line($"{words["Restriction"]}: {restriction.Text}");
        }

        letter.Line($"{words["As known at"]}: {words.Instant(answer.KnownAtUtc)}");
        letter.Gap();
        letter.Line(words["Paper does not change when the credential does. Verify it here:"]);
        letter.Line(address);
        if (letter.IsSimplified)
        {
            letter.Gap();
            letter.Line(words["Some letters of this text are not in the font of this letter and stand here as a question mark. The page shows them as they are."]);
        }

        return letter.Close();
    }
}
