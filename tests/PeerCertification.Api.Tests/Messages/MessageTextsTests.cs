using PeerCertification.Api.Messages;
using PeerCertification.Api.Persistence;
using PeerCertification.Api.Pipeline;
using PeerCertification.Domain.Applications;
using PeerCertification.Domain.Credentials;

namespace PeerCertification.Api.Tests.Messages;

public class MessageTextsTests
{
    [Fact]
    public void Every_kind_of_message_has_its_text() =>
        Assert.Equal(Enum.GetValues<MessageKind>().Order(), MessageTexts.Table.Keys.Order());

    [Fact]
    public void Every_language_has_every_text_and_no_place_that_English_does_not_fill()
    {
        var languages = new MessageLanguages();

        Assert.Equal(["en", "es"], languages.Languages);
        foreach (var (language, kind) in languages.Languages.SelectMany(language => Enum.GetValues<MessageKind>().Select(kind => (language, kind))))
        {
            var (text, english) = (languages.For(kind, language), MessageTexts.Table[kind]);
            Assert.Subset(english.Places().Concat(MessageTexts.Common).ToHashSet(), text.Places().ToHashSet());
            Assert.Equal(english.Page, text.Page);
            Assert.Equal(language == "en", text.Body == english.Body);
        }
    }

    [Fact]
    public void Every_language_has_a_word_for_every_act_and_every_ground()
    {
        Assert.Equal(new MessageLanguages().Languages, MessageWords.Table.Keys.Order());
        foreach (var (language, words) in MessageWords.Table)
        {
            Assert.Equal(Enum.GetValues<CredentialActKind>().Where(kind => kind != CredentialActKind.Vacate), words.Acts.Names.Keys.Order());
            Assert.Equal(Enum.GetValues<DenialGround>(), words.Grounds.Keys.Order());
            string[] said = [.. words.Acts.Names.Values, .. words.Grounds.Values, words.Acts.From, words.Acts.FromUntil, words.Acts.TakenBack, words.HowToAskAgain];
            var english = MessageWords.Table["en"];
            string[] inEnglish = [.. english.Acts.Names.Values, .. english.Grounds.Values, english.Acts.From, english.Acts.FromUntil, english.Acts.TakenBack, english.HowToAskAgain];
            Assert.Equal(said.Length, said.Distinct().Count());
            Assert.Equal(language == "en" ? said.Length : 0, said.Intersect(inEnglish).Count());
            Assert.All(said, Assert.NotEmpty);
        }
    }

    [Fact]
    public void A_board_may_write_only_what_names_the_board_and_every_place_has_made_up_data()
    {
        foreach (var kind in MessageTexts.OfBoards)
        {
            Assert.Contains("board", MessageTexts.PlacesFor(kind));
            Assert.Null(MessageTexts.Table[kind].Page);
            MessageSamples.Fill(MessageTexts.Table[kind], "A board", new RegistrySettings());
        }
    }

    [Fact]
    public void A_place_is_filled_and_one_without_a_value_fails_rather_than_going_out()
    {
        var text = new MessageText("For {name}", "Dear {name}, {link}");

        Assert.Equal(("For Ana", "Dear Ana, {x}"), text.Fill(new Dictionary<string, string> { ["name"] = "Ana", ["link"] = "{x}" }));
        Assert.Throws<KeyNotFoundException>(() => text.Fill(new Dictionary<string, string> { ["name"] = "Ana" }));
    }

    [Fact]
    public void No_subject_names_a_person() =>
        Assert.DoesNotContain(MessageTexts.Table.Values, t => t.Subject.Contains("{applicant}", StringComparison.Ordinal));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(7, 320)]
    [InlineData(8, 640)]
    [InlineData(100, 640)]
    public void Each_wait_is_twice_the_one_before(int attempt, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), DeliveryRules.WaitAfter(attempt));

    [Fact]
    public void The_life_of_a_message_is_this_table_and_nothing_else()
    {
        var moves = new Dictionary<OutboxState, string>
        {
            // In the order Deliver GiveUp Withdraw Retry; - where it is refused.
            [OutboxState.Waiting] = "Sent Dead Withdrawn -",
            [OutboxState.Sent] = "- - - -",
            [OutboxState.Dead] = "- - - Waiting",
            [OutboxState.Withdrawn] = "- - - -",
        };
        foreach (var state in Enum.GetValues<OutboxState>())
        {
            var row = Enum.GetValues<DeliveryAct>().Select(act => DeliveryRules.Table.Decide(state, act)).Select(o => o.Refusal is null ? o.Value.ToString() : "-");
            Assert.Equal($"{state}: {moves[state]}", $"{state}: {string.Join(' ', row)}");
        }
    }
}
