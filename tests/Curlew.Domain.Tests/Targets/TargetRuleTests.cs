using Curlew.Domain.Targets;

namespace Curlew.Domain.Tests.Targets;

public sealed class TargetRuleTests
{
    [Theory]
    [InlineData("localhost", "localhost")]
    [InlineData("Shop.TEST", "shop.test")]
    [InlineData("HTTPS://*.Shop.test:443", "https://*.shop.test:443")]
    [InlineData("*", "*")]
    [InlineData("http://*", "http://*")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("my_host-1.internal:8080-8090", "my_host-1.internal:8080-8090")]
    [InlineData("shop.test:8080-8080", "shop.test:8080")]
    [InlineData("shop.test:1-65535", "shop.test")]
    [InlineData("10.1.0.0/16", "10.1.0.0/16")]
    [InlineData("10.1.2.3/32", "10.1.2.3")]
    [InlineData("https://10.1.2.3:8443", "https://10.1.2.3:8443")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("[::1]:8080-8090", "[::1]:8080-8090")]
    [InlineData("[0:0:0:0:0:0:0:1]", "[::1]")]
    [InlineData("[FD00::/8]", "[fd00::/8]")]
    [InlineData("[fd00:ec2::254/128]:80", "[fd00:ec2::254]:80")]
    [InlineData("[::/0]", "[::/0]")]
    public void TryParse_Rule_HasOneCanonicalForm(string text, string canonical)
    {
        TargetRule.TryParse(text, out var rule, out var fault).Should().BeTrue(fault);

        rule!.Text.Should().Be(canonical);
        TargetRule.TryParse(rule.Text, out var again, out _).Should().BeTrue();
        again.Should().Be(rule);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" ", "space")]
    [InlineData("shop.test ", "space")]
    [InlineData("http://", "Names no host")]
    [InlineData(":443", "Names no host")]
    [InlineData("ftp://shop.test", "only http and https")]
    [InlineData("://shop.test", "only http and https")]
    [InlineData("user@shop.test", "user name")]
    [InlineData("shop.test/cart", "common form")]
    [InlineData("https://shop.test/", "common form")]
    [InlineData("shop.test?x", "one of")]
    [InlineData("shop.test#x", "one of")]
    [InlineData("shop%2etest", "one of")]
    [InlineData("bücher.example", "xn--")]
    [InlineData("shop.test.", "Must name a host")]
    [InlineData("shop..test", "Must name a host")]
    [InlineData("sh*p.test", "in front")]
    [InlineData("*shop.test", "in front")]
    [InlineData("*.*.test", "in front")]
    [InlineData("*.", "Must name a host")]
    [InlineData("shop.test:0", "from 1 to 65535")]
    [InlineData("shop.test:65536", "from 1 to 65535")]
    [InlineData("shop.test:080", "from 1 to 65535")]
    [InlineData("shop.test:", "from 1 to 65535")]
    [InlineData("shop.test:90-80", "from 1 to 65535")]
    [InlineData("shop.test:80-90-100", "from 1 to 65535")]
    [InlineData("shop.test:+80", "from 1 to 65535")]
    [InlineData("shop.test:*", "from 1 to 65535")]
    [InlineData("0177.0.0.1", "common form")]
    [InlineData("127.1", "common form")]
    [InlineData("2130706433", "common form")]
    [InlineData("0x7f.0.0.1", "common form")]
    [InlineData("0x7f000001", "common form")]
    [InlineData("127.0.0.256", "common form")]
    [InlineData("*.0.0.1", "common form")]
    [InlineData("10.1.2.3/16", "bits behind its prefix")]
    [InlineData("10.0.0.0/33", "from /0 to /32")]
    [InlineData("10.0.0.0/08", "from /0 to /32")]
    [InlineData("10.0.0.0/", "from /0 to /32")]
    [InlineData("[fd00::/129]", "from /0 to /128")]
    [InlineData("::1", "brackets")]
    [InlineData("fd00::/8", "brackets")]
    [InlineData("[10.0.0.1]", "in brackets, and nothing else")]
    [InlineData("[::1", "Names no host")]
    [InlineData("[fd00::]/8", "from 1 to 65535")]
    [InlineData("[fe80::1%eth0]", "one of")]
    [InlineData("0.0.0.0", "leads to 127.0.0.1")]
    [InlineData("[::]", "leads to ::1")]
    [InlineData("[::ffff:10.0.0.1]", "leads to 10.0.0.1")]
    [InlineData("[::ffff:10.0.0.0/104]", "write those")]
    [InlineData("[64:ff9b::a9fe:a9fe]", "leads to 169.254.169.254")]
    [InlineData("[2002::/16]", "write those")]
    public void TryParse_AnythingElse_SaysWhatIsWrongAndAllowed(string text, string fault)
    {
        TargetRule.TryParse(text, out var rule, out var said).Should().BeFalse($"\"{rule?.Text}\" is no rule");

        rule.Should().BeNull();
        said.Should().Contain(fault).And.Contain("A rule is [scheme://]host[:port[-port]]");
    }

    [Fact]
    public void TryParse_OfAnyLength_IsBounded() =>
        TargetRule.TryParse(new string('a', TargetRule.MaxLength + 1), out _, out _).Should().BeFalse();
}
