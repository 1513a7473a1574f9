using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Curlew.Service.Security.Access.Authentication;

/// <summary>
/// Slows down whoever tries keys: after a few failures from an address each further one makes it wait, twice as long as the last.
/// While it waits no key from there is looked at, be it right or wrong. Other addresses are not touched, and what is remembered
/// has a bound, whoever may try from however many addresses. Safe for any thread.
/// </summary>
internal sealed class FailedAttempts(TimeProvider time)
{
    /// <summary>Failures that cost an address nothing.</summary>
    public const int Free = 5;

    /// <summary>Addresses that are remembered.</summary>
    public const int Capacity = 4_096;

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private const int DoublingsAtMost = 16;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Failures> _addresses = [];

    /// <summary>How long an address has yet to wait; null where it need not.</summary>
    public TimeSpan? WaitOf(IPAddress? address)
    {
        lock (_lock)
            return _addresses.TryGetValue(Whole(address), out var failures) ? Remaining(failures) : null;
    }

    /// <summary>Counts a failure; answers how long the address has to wait now, null where it need not.</summary>
    public TimeSpan? Count(IPAddress? address)
    {
        var whole = Whole(address);
        lock (_lock)
        {
            var isCrowded = IsCrowded();
            if (!_addresses.TryGetValue(whole, out var failures) || time.GetElapsedTime(failures.Last) > Forgotten)
            {
                if (isCrowded)
                    _addresses.Remove(_addresses.MinBy(each => each.Value.Last).Key);
                failures = new Failures();
            }

            // Where so many addresses fail at once, somebody tries from all of them: then there is only one attempt for each.
            var free = isCrowded ? 0 : Free;
            var count = failures.Count + 1;
            var wait = count <= free
                ? TimeSpan.Zero
                : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(count - free - 1, DoublingsAtMost)), LongestWait.TotalSeconds));
            failures = new Failures(count, time.GetTimestamp(), wait);
            _addresses[whole] = failures;
            return Remaining(failures);
        }
    }

    /// <summary>One network of a customer has 2^64 addresses of IPv6, so the first half of one stands for all of them.</summary>
    private static IPAddress Whole(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bytes.Length / 2).Clear();
        return new IPAddress(bytes);
    }

    private TimeSpan? Remaining(Failures failures) =>
        failures.Wait - time.GetElapsedTime(failures.Last) is var remaining && remaining > TimeSpan.Zero ? remaining : null;

    private bool IsCrowded()
    {
        if (_addresses.Count < Capacity)
            return false;
        foreach (var (address, failures) in _addresses)
        {
            if (time.GetElapsedTime(failures.Last) > Forgotten)
                _addresses.Remove(address);
        }

        return _addresses.Count >= Capacity;
    }

    /// <summary>The failures of one address: how many, when the last one was (a timestamp), and for how long it waits since.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Failures(int Count, long Last, TimeSpan Wait);
}
