using Curlew.Service.Security.Audit;
using Curlew.Storage.Audit;

namespace Curlew.Service.Tests.Security.Audit;

/// <summary>Denials of which there are too many for an entry each.</summary>
public sealed class DenialsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void IsSingle_ManyOfOneAddress_HoldsForTheFirstOfEachPeriod()
    {
        var denials = new Denials();

        SinglesOf(denials, 25, "10.0.0.1").Should().Be(Denials.Single);
        SinglesOf(denials, 3, "10.0.0.2").Should().Be(3, "another address is another source");

        var shared = denials.EndPeriod(Now).Should().ContainSingle().Subject;
        shared.Action.Should().Be("deniedRequests");
        shared.RemoteAddress.Should().Be("10.0.0.1");
        shared.Status.Should().Be(401);
        shared.Path.Should().Be("15 more, the last one of them /api/v1/runs");
        denials.EndPeriod(Now).Should().BeEmpty();
        SinglesOf(denials, 25, "10.0.0.1").Should().Be(Denials.Single);
    }

    [Fact]
    public void IsSingle_OfAnyNumberOfAddresses_HoldsForABoundedNumber()
    {
        var denials = new Denials();

        var singles = Enumerable.Range(0, 5_000).Sum(address => SinglesOf(denials, 20, $"10.{address / 250}.{address % 250}.1"));

        singles.Should().Be((Denials.Addresses + 1) * Denials.Single);
        var shared = denials.EndPeriod(Now);
        shared.Should().HaveCount(Denials.Addresses + 1);
        shared.Should().ContainSingle(entry => entry.RemoteAddress == "many addresses")
            .Which.Path.Should().StartWith($"{((5_000 - Denials.Addresses) * 20) - Denials.Single} more");
    }

    [Fact]
    public void IsSingle_OfAKey_IsNotForAddressesToUseUp()
    {
        var denials = new Denials();
        for (var address = 0; address < 100; address++)
            SinglesOf(denials, 20, $"10.0.0.{address}");

        SinglesOf(denials, 25, "10.0.0.7", Guid.NewGuid()).Should().Be(Denials.Single);
    }

    private static int SinglesOf(Denials denials, int count, string address, Guid? key = null) =>
        Enumerable.Range(0, count).Count(_ => denials.IsSingle(new AuditRecord
        {
            Id = Guid.CreateVersion7(Now),
            At = Now,
            KeyId = key,
            Actor = "anonymous",
            RemoteAddress = address,
            Action = "createRun",
            Path = "/api/v1/runs",
            Status = 401,
            TraceId = "",
        }));
}
