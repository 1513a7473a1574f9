using System.Net;
using Curlew.LibCurl.Gate;

namespace Curlew.LibCurl.Tests.Gate;

/// <summary>Allows what a predicate does, and keeps what it was asked.</summary>
internal sealed class Rule(Func<string, IPAddress, bool> allows) : IConnectionRule
{
    public List<string> Asked { get; } = [];

    public bool Allows(string scheme, string host, IPAddress address, int port)
    {
        Asked.Add($"{scheme} {host} {address}");
        return allows(host, address);
    }
}
