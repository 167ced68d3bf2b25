using System.Net.Mail;
using PeerCertification.Api.Pipeline;

namespace PeerCertification.Api.Tests.Pipeline;

public sealed class MailFieldTests
{
    [Theory]
    [InlineData("ana@example.test")]
    [InlineData("ana.ruiz+peer@sub.example.test")]
    [InlineData("o'keefe@example.test")]
    [InlineData("ana@exämple.test")] // a host has an ASCII name too
    public void What_mail_can_be_sent_to_is_taken(string address) => Assert.True(MailField.CanBeWrittenTo(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("two@signs@example.test")]
    [InlineData("two..dots@example.test")]
    [InlineData("ana@example..test")]
    [InlineData(".ana@example.test")]
    [InlineData("ana;sam@example.test")]
    [InlineData("ana,sam@example.test")] // would be two
    [InlineData("ana@example.test,sam@example.test")]
    [InlineData("Ana <ana@example.test>")]
    [InlineData("<ana@example.test>")]
    [InlineData("ana(work)@example.test")] // a comment
    [InlineData(" ana@example.test")]
    [InlineData("ana@example.test\n")]
    [InlineData("jürgen@example.test")] // needs a mail server of another kind
    [InlineData("ana@-example.test")]
    [InlineData("ana@a234567890123456789012345678901234567890123456789012345678901234.test")] // a label of 64
    public void What_no_mail_leaves_for_is_not(string? address) => Assert.False(MailField.CanBeWrittenTo(address));

    [Fact]
    public void An_address_has_256_characters_at_most()
    {
        Assert.True(MailField.CanBeWrittenTo(new string('a', 243) + "@example.test"));
        Assert.False(MailField.CanBeWrittenTo(new string('a', 244) + "@example.test"));
    }

    [Fact]
    public void The_mail_library_takes_what_is_taken_as_one_recipient()
    {
        using var message = new MailMessage("registry@board.test", "o'keefe+peer@exämple.test");

        Assert.Equal("o'keefe+peer@exämple.test", Assert.Single(message.To).Address);
    }
}
