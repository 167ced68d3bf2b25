using PeerCertification.Domain.Evidence;

namespace PeerCertification.Domain.Tests.Evidence;

public class EmailIdentityTests
{
    [Theory]
    [InlineData("ana@example.test", "Ana@Example.TEST")] // capitals
    [InlineData("ana@example.test", "  ana@example.test ")] // blanks around
    [InlineData("ana@example.test", "ana @example.test")] // a blank inside
    [InlineData("ana@example.test", "ana+work@example.test")] // a tag
    [InlineData("ana@example.test", "Ana+Work+More@example.test")] // two tags
    [InlineData("ana@example.test", "ana@example.test.")] // the host to its root
    [InlineData("ana@example.test", "ana@ＥＸＡＭＰＬＥ。test")] // full-width letters, as some keyboards write them
    [InlineData("ana@bücher.test", "ana@xn--bcher-kva.test")]
    public void The_same_mailbox_is_recognised_however_it_is_written(string one, string other)
    {
        Assert.True(EmailIdentity.Same(one, other));
        Assert.True(EmailIdentity.Same(other, one));
    }

    [Theory]
    [InlineData("ana@example.test", "anna@example.test")] // another name
    [InlineData("ana@example.test", "ana@example.org")] // another house
    [InlineData("+ana@example.test", "@example.test")] // nothing before the tag is no tag
    [InlineData("ana@a+b.test", "ana@a")] // a plus after the at sign is no tag
    [InlineData("anawork@example.test", "ana+work@example.test")]
    public void Different_mailboxes_stay_different(string one, string other) => Assert.False(EmailIdentity.Same(one, other));
}
