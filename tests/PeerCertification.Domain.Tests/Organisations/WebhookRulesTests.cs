using PeerCertification.Domain.Organisations;

namespace PeerCertification.Domain.Tests.Organisations;

public class WebhookRulesTests
{
    [Fact]
    public void What_is_not_taken_is_tried_for_three_days_later_and_later()
    {
        Assert.Equal(TimeSpan.FromDays(3), WebhookRules.Waits.Aggregate((all, wait) => all + wait));
        Assert.Equal(WebhookRules.Waits.Order(), WebhookRules.Waits);
        Assert.Equal(WebhookRules.Waits.Count + 1, WebhookRules.MostFailures);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(10, 1200)]
    [InlineData(11, 1200)]
    public void The_wait_follows_the_table(int failure, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), WebhookRules.WaitAfter(failure));

    [Theory]
    [InlineData(199, WebhookAnswer.Refused)]
    [InlineData(200, WebhookAnswer.Taken)]
    [InlineData(299, WebhookAnswer.Taken)]
    [InlineData(300, WebhookAnswer.Redirected)]
    [InlineData(399, WebhookAnswer.Redirected)]
    [InlineData(400, WebhookAnswer.Refused)]
    [InlineData(410, WebhookAnswer.Gone)]
    [InlineData(429, WebhookAnswer.Refused)]
    [InlineData(599, WebhookAnswer.Refused)]
    public void A_status_means_one_thing(int status, WebhookAnswer answer) => Assert.Equal(answer, WebhookRules.Judge(status));

    [Fact]
    public void Only_what_was_taken_ends_a_row_of_failures() =>
        Assert.Equal(
            [(WebhookAnswer.Taken, 0), (WebhookAnswer.Redirected, 4), (WebhookAnswer.Gone, 11), (WebhookAnswer.Refused, 4), (WebhookAnswer.TimedOut, 4), (WebhookAnswer.NotReached, 4), (WebhookAnswer.AddressNotPublic, 4)],
            Enum.GetValues<WebhookAnswer>().Select(answer => (answer, WebhookRules.FailuresAfter(3, answer))));

    [Theory]
    [InlineData("https://hooks.example.test/a?b=c", true)]
    [InlineData("https://hooks.example.test:8443", true)]
    [InlineData("http://hooks.example.test/", false)]
    [InlineData("https://user@hooks.example.test/", false)]
    [InlineData("https://hooks.example.test/#a", false)]
    [InlineData("hooks.example.test", false)]
    [InlineData("https://\u2488com/", false)]
    [InlineData("https://\u200B.invalid/", false)]
    [InlineData("https://bücher.example.test/", true)]
    [InlineData("", false)]
    public void An_address_is_absolute_with_https_and_nothing_hidden_in_it(string text, bool isGood) => Assert.Equal(isGood, WebhookRules.ReadAddress(text, httpsOnly: true).Refusal is null);

    [Fact]
    public void An_address_is_as_long_as_it_is_written_for_the_wire() =>
        Assert.Equal("webhook.address_not_good", WebhookRules.ReadAddress("https://hooks.example.test/" + new string('ü', 400), httpsOnly: true).Refusal?.Code);

    [Fact]
    public void Http_is_good_only_where_it_is_allowed() => Assert.Null(WebhookRules.ReadAddress("http://127.0.0.1:5000/", httpsOnly: false).Refusal);
}
