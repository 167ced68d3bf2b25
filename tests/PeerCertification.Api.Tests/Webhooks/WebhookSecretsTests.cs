using System.Text;
using PeerCertification.Api.Webhooks;

namespace PeerCertification.Api.Tests.Webhooks;

public sealed class WebhookSecretsTests
{
    [Fact]
    public void The_signature_is_that_of_the_specifications_example() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecrets.Signature(Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}""")));
}
