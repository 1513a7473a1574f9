using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;

namespace Curlew.Architecture.Tests;

/// <summary>
/// What runs on an event loop never waits: a loop that stands still makes every answer look slow. Such members end in
/// OnLoop; the rule follows their calls through all of Curlew's code.
/// </summary>
public sealed class EventLoopTests
{
    private static readonly string[] Waits =
    [
        "System.Threading.Tasks.Task::Wait", "System.Threading.Tasks.Task`1::get_Result",
        "System.Runtime.CompilerServices.TaskAwaiter",
        "System.Threading.Monitor::", "System.Threading.Lock::", "System.Threading.Lock/Scope", "System.Threading.Thread::Sleep",
        "System.Threading.Thread::Join", "System.Threading.SemaphoreSlim::Wait", "System.Threading.ManualResetEventSlim::Wait",
        "System.Threading.WaitHandle::Wait", "System.Threading.SpinWait::",
        "System.DateTime::get_UtcNow", "System.DateTime::get_Now",
        "System.DateTimeOffset::get_UtcNow", "System.DateTimeOffset::get_Now",
    ];

    private static readonly Dictionary<string, string[]> Calls = Rooms.Types
        .SelectMany(type => type.Members)
        .GroupBy(member => member.FullName)
        .ToDictionary(members => members.Key, members => members.SelectMany(CalledBy).Distinct().ToArray());

    [Fact]
    public void EventLoop_CallsOfItsMembers_NeverWait()
    {
        var members = MembersWhere(member => NameOf(member).EndsWith("OnLoop", StringComparison.Ordinal)).ToList();

        members.Should().HaveCountGreaterThan(20);
        members.Should().Contain(member => member.Contains("Curlew.Engine.", StringComparison.Ordinal));
        WaitsReachedFrom(members).Should().BeEmpty();
    }

    [Fact]
    public void EventLoop_RuleItself_SeesALock() =>
        WaitsReachedFrom(MembersWhere(member => member.FullName.Contains("LoadLoop::RequestStop", StringComparison.Ordinal)))
            .Should().NotBeEmpty();

    private static IEnumerable<string> MembersWhere(Func<IMember, bool> condition) =>
        Rooms.Types.SelectMany(type => type.Members).Where(condition).Select(member => member.FullName);

    private static IEnumerable<string> CalledBy(IMember member) =>
        member.MemberDependencies.OfType<MethodCallDependency>().Select(call => call.TargetMember.FullName);

    private static string NameOf(IMember member) => member.Name.Split('(')[0];

    /// <summary>Every wait that can be reached, with its caller.</summary>
    private static List<string> WaitsReachedFrom(IEnumerable<string> members)
    {
        var waits = new List<string>();
        var reached = new HashSet<string>(members);
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var caller))
        {
            foreach (var called in Calls.GetValueOrDefault(caller, []))
            {
                if (Waits.Any(wait => called.Contains(wait, StringComparison.Ordinal)))
                    waits.Add($"{caller} calls {called}");
                else if (reached.Add(called))
                    open.Enqueue(called);
            }
        }

        return waits;
    }
}
