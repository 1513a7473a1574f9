using System.Text;
using Curlew.Domain.Notifications;

namespace Curlew.Domain.Tests.Notifications;

public sealed class WebhookSecretTests
{
    /// <summary>The reference vector of Standard Webhooks, which its libraries test themselves with.</summary>
    [Fact]
    public void Sign_ReferenceMessage_IsTheReferenceSignature()
    {
        WebhookSecret.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var secret).Should().BeTrue();

        secret!.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""))
            .Should().Be("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void Generate_Twice_MakesTwoThatCanBeReadAgain()
    {
        var (one, other) = (WebhookSecret.Generate(), WebhookSecret.Generate());

        one.Reveal().Should().StartWith("whsec_").And.NotBe(other.Reveal());
        WebhookSecret.TryParse(one.Reveal(), out var read).Should().BeTrue();
        read!.Sign("id", 1, [7]).Should().Be(one.Sign("id", 1, [7])).And.NotBe(other.Sign("id", 1, [7]));
        $"{one}".Should().Be("***");
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_not base64 at all, but long enough!!")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void TryParse_NoSecret_IsRefused(string text) => WebhookSecret.TryParse(text, out _).Should().BeFalse();
}
