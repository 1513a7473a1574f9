using System.Net;
using Curlew.Service.Security.Access.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Curlew.Service.Tests.Security.Access.Authentication;

public sealed class FailedAttemptsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FailedAttempts _failures;

    public FailedAttemptsTests() => _failures = new FailedAttempts(_time);

    [Fact]
    public void Count_AfterTheFreeOnes_EachWaitIsTwiceTheLastUpToTheLongest()
    {
        var address = IPAddress.Parse("192.0.2.1");
        for (var failure = 0; failure < FailedAttempts.Free; failure++)
            _failures.Count(address).Should().BeNull();

        var waits = new List<double>();
        for (var failure = 0; failure < 30; failure++)
        {
            var wait = _failures.Count(address)!.Value;
            _failures.WaitOf(address).Should().Be(wait);
            waits.Add(wait.TotalSeconds);
            _time.Advance(wait);
            _failures.WaitOf(address).Should().BeNull();
        }

        waits.Take(5).Should().Equal(1, 2, 4, 8, 16);
        waits.Skip(9).Should().AllBeEquivalentTo(FailedAttempts.LongestWait.TotalSeconds);
    }

    [Fact]
    public void WaitOf_AnotherAddress_IsNone()
    {
        Exhaust("192.0.2.1");

        _failures.WaitOf(IPAddress.Parse("192.0.2.2")).Should().BeNull();
        _failures.WaitOf(IPAddress.Parse("::ffff:192.0.2.1")).Should().NotBeNull("it is the same address in another form");
    }

    [Fact]
    public void WaitOf_AnotherAddressOfTheSameNetworkOfIPv6_IsTheSame()
    {
        Exhaust("2001:db8:1:2::1");

        _failures.WaitOf(IPAddress.Parse("2001:db8:1:2:ffff::9")).Should().NotBeNull();
        _failures.WaitOf(IPAddress.Parse("2001:db8:1:3::1")).Should().BeNull();
    }

    [Fact]
    public void Count_LongAfterTheLast_StartsAgain()
    {
        Exhaust("192.0.2.1");
        _time.Advance(TimeSpan.FromMinutes(16));

        _failures.Count(IPAddress.Parse("192.0.2.1")).Should().BeNull();
    }

    [Fact]
    public void Count_MoreAddressesThanAreRemembered_ForgetsTheOldestAndGivesNewOnesOneAttempt()
    {
        Exhaust("192.0.2.1");
        for (var address = 0; address < FailedAttempts.Capacity; address++)
        {
            _time.Advance(TimeSpan.FromTicks(1));
            _failures.Count(new IPAddress([10, 0, (byte)(address >> 8), (byte)address]));
        }

        _failures.WaitOf(IPAddress.Parse("192.0.2.1")).Should().BeNull("it was the oldest");
        _failures.WaitOf(IPAddress.Parse("198.51.100.1")).Should().BeNull("it has not failed");
        _failures.Count(IPAddress.Parse("198.51.100.1"))!.Value.Should().BePositive();
    }

    private void Exhaust(string address)
    {
        for (var failure = 0; failure <= FailedAttempts.Free; failure++)
            _failures.Count(IPAddress.Parse(address));
    }
}
