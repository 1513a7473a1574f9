using System.Net;
using Curlew.Domain.Targets;

namespace Curlew.Domain.Tests.Targets;

public sealed class TargetPolicyTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("[::1]")]
    [InlineData("0177.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:127.0.0.1]")]
    public void CheckHost_ByDefault_AllowsLoopback(string host)
    {
        TargetPolicy.LoopbackOnly.CheckHost("http", host, 5080).IsAllowed.Should().BeTrue();
        TargetPolicy.LoopbackOnly.CheckHost("HTTPS", host, 65535).IsAllowed.Should().BeTrue();
    }

    [Theory]
    [InlineData("shop.test", "https://shop.test:443")]
    [InlineData("127.0.0.1.shop.test", "https://127.0.0.1.shop.test:443")]
    [InlineData("rebind.localhost", "https://rebind.localhost:443")]
    [InlineData("128.0.0.1", "https://128.0.0.1:443")]
    [InlineData("[2606:4700::1]", "https://[2606:4700::1]:443")]
    [InlineData("[::ffff:10.0.0.1]", "https://10.0.0.1:443")]
    [InlineData("169.254.169.254", "https://169.254.169.254:443")]
    public void CheckHost_ByDefault_RefusesAllElseAndNamesTheRule(string host, string rule)
    {
        var decision = TargetPolicy.LoopbackOnly.CheckHost("https", host, 443);

        decision.IsAllowed.Should().BeFalse();
        decision.MissingRule.Should().Be(rule);
        decision.Reason.Should().StartWith("Target policy: ").And.EndWith($"; rule missing: {rule}.");
    }

    [Theory]
    [InlineData("ftp", "localhost", 21)]
    [InlineData("", "localhost", 80)]
    [InlineData("http", "localhost", 0)]
    [InlineData("http", "localhost", 65536)]
    [InlineData("http", "", 80)]
    [InlineData("http", "a b", 80)]
    public void CheckHost_WhatNoRuleCouldAllow_IsRefusedWithoutOne(string scheme, string host, int port)
    {
        var decision = Policy("*", "localhost", "127.0.0.0/8").CheckHost(scheme, host, port);

        decision.IsAllowed.Should().BeFalse();
        decision.MissingRule.Should().BeNull();
    }

    [Fact]
    public void CheckHost_MissingRule_IsTheOneThatAllows()
    {
        foreach (var host in new[] { "shop.test", "10.0.0.1", "169.254.169.254", "[fd00:ec2::254]", "93.184.216.34", "metadata.google.internal" })
        {
            var missing = TargetPolicy.LoopbackOnly.CheckHost("http", host, 8080).MissingRule!;

            Policy(missing).CheckHost("http", host, 8080).IsAllowed.Should().BeTrue(missing);
        }
    }

    [Theory]
    [InlineData("https://shop.test:443", "https", "shop.test", 443, true)]
    [InlineData("https://shop.test:443", "http", "shop.test", 443, false)]
    [InlineData("https://shop.test:443", "https", "shop.test", 444, false)]
    [InlineData("https://shop.test:443", "https", "a.shop.test", 443, false)]
    [InlineData("https://shop.test:443", "https", "shop.test.evil.test", 443, false)]
    [InlineData("*.shop.test", "http", "a.shop.test", 1, true)]
    [InlineData("*.shop.test", "http", "a.b.shop.test", 1, true)]
    [InlineData("*.shop.test", "http", "shop.test", 1, false)]
    [InlineData("*.shop.test", "http", "evilshop.test", 1, false)]
    [InlineData("*", "http", "any.name", 80, true)]
    [InlineData("*", "http", "93.184.216.34", 80, false)]
    [InlineData("a.test:80-82", "http", "a.test", 82, true)]
    [InlineData("a.test:80-82", "http", "a.test", 83, false)]
    [InlineData("10.1.0.0/16", "http", "10.1.255.255", 80, true)]
    [InlineData("10.1.0.0/16", "http", "10.2.0.0", 80, false)]
    [InlineData("10.1.0.0/16", "http", "0x0a010001", 80, true)]
    [InlineData("[fd00::/8]", "http", "[fdff::1]", 80, true)]
    [InlineData("*.google.internal", "http", "metadata.google.internal", 80, false)]
    [InlineData("*", "http", "metadata.google.internal", 80, false)]
    [InlineData("metadata.google.internal", "http", "metadata.google.internal", 80, true)]
    public void CheckHost_Rule_SpeaksForWhatItSays(string rule, string scheme, string host, int port, bool allowed) =>
        Policy(rule).CheckHost(scheme, host, port).IsAllowed.Should().Be(allowed);

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("2606:4700::1111")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::5db8:d822")]
    public void CheckAddress_PublicAddressOfAnAllowedName_IsAllowed(string address) =>
        Ask(Policy("shop.test"), "shop.test", address).IsAllowed.Should().BeTrue();

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "[::1]")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("172.16.0.1", "172.16.0.1")]
    [InlineData("192.168.1.1", "192.168.1.1")]
    [InlineData("100.64.0.1", "100.64.0.1")]
    [InlineData("0.1.2.3", "0.1.2.3")]
    [InlineData("192.0.0.8", "192.0.0.8")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("198.18.0.1", "198.18.0.1")]
    [InlineData("198.51.100.1", "198.51.100.1")]
    [InlineData("203.0.113.1", "203.0.113.1")]
    [InlineData("224.0.0.1", "224.0.0.1")]
    [InlineData("240.0.0.1", "240.0.0.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("fc00::1", "[fc00::1]")]
    [InlineData("fd12::1", "[fd12::1]")]
    [InlineData("ff02::1", "[ff02::1]")]
    [InlineData("fec0::1", "[fec0::1]")]
    [InlineData("2001:db8::1", "[2001:db8::1]")]
    [InlineData("2001:2::1", "[2001:2::1]")]
    [InlineData("3fff::1", "[3fff::1]")]
    [InlineData("64:ff9b:1::1", "[64:ff9b:1::1]")]
    [InlineData("100::1", "[100::1]")]
    [InlineData("4000::1", "[4000::1]")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("::10.0.0.1", "10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1", "10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1", "10.0.0.1")]
    [InlineData("2002:a00:1::5", "10.0.0.1")]
    [InlineData("2001:0:5db8:d822:0:ffff:f5ff:fffe", "10.0.0.1")]
    public void CheckAddress_OtherAddressOfAnAllowedName_TakesARuleOfItsOwn(string address, string rule)
    {
        var decision = Ask(Policy("shop.test", "*"), "shop.test", address);

        decision.IsAllowed.Should().BeFalse();
        decision.MissingRule.Should().Be($"http://{rule}:80");
        Ask(Policy(rule), "shop.test", address).IsAllowed.Should().BeTrue();
        Ask(Policy("0.0.0.0/0", "[::/0]"), "shop.test", address).IsAllowed.Should().BeTrue("a range may hold it");
    }

    [Theory]
    [InlineData("169.254.169.254", "169.254.169.254")]
    [InlineData("169.254.170.2", "169.254.170.2")]
    [InlineData("100.100.100.200", "100.100.100.200")]
    [InlineData("168.63.129.16", "168.63.129.16")]
    [InlineData("192.0.0.192", "192.0.0.192")]
    [InlineData("fe80::1", "[fe80::1]")]
    [InlineData("fe80::1%7", "[fe80::1]")]
    [InlineData("fd00:ec2::254", "[fd00:ec2::254]")]
    [InlineData("fd20:ce::254", "[fd20:ce::254]")]
    [InlineData("::ffff:169.254.169.254", "169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe", "169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::", "169.254.169.254")]
    [InlineData("2001:0:5db8:d822:0:ffff:5601:5601", "169.254.169.254")]
    public void CheckAddress_LinkLocalOrMetadata_TakesARuleForItAlone(string address, string rule)
    {
        Ask(Policy("*", "shop.test", "0.0.0.0/0", "[::/0]", "169.254.0.0/16", "[fe80::/10]", "[fd00::/8]"), "shop.test", address)
            .MissingRule.Should().Be($"http://{rule}:80");
        Ask(Policy(rule), "shop.test", address).IsAllowed.Should().BeTrue();
        Ask(Policy($"{rule}:81"), "shop.test", address).IsAllowed.Should().BeFalse();
    }

    [Theory]
    [InlineData("localhost", "127.0.0.1", true)]
    [InlineData("LocalHost.", "::1", true)]
    [InlineData("localhost", "10.0.0.1", false)]
    [InlineData("a.localhost", "127.0.0.1", false)]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    public void CheckAddress_RuleLocalhost_LetsThatNameToLoopback(string host, string address, bool allowed) =>
        Ask(Policy("localhost", "*.localhost"), host, address).IsAllowed.Should().Be(allowed);

    [Fact]
    public void CheckAddress_RangeThatHoldsIt_LetsAnyNameThere()
    {
        Ask(Policy("10.0.0.0/8"), "any.test", "10.2.3.4").IsAllowed.Should().BeTrue();
        Ask(Policy("https://10.0.0.0/8"), "any.test", "10.2.3.4").IsAllowed.Should().BeFalse();
    }

    [Fact]
    public void CheckAddress_NameWithoutARule_IsRefusedByName() =>
        Ask(Policy("shop.test"), "evil.test", "93.184.216.34").MissingRule.Should().Be("http://evil.test:80");

    private static TargetDecision Ask(TargetPolicy policy, string host, string address) =>
        policy.CheckAddress("http", host, IPAddress.Parse(address), 80);

    private static TargetPolicy Policy(params string[] rules) => new([.. rules.Select(text =>
        TargetRule.TryParse(text, out var rule, out var fault) ? rule : throw new InvalidOperationException(fault))]);
}
