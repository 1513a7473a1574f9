using System.Reflection;
using Curlew.Storage.Database;
using Xunit.Sdk;
using Xunit.v3;

namespace Curlew.Storage.Tests.Servers;

/// <summary>Runs a theory once with each database.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryProviderAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<DatabaseProvider>().Select(provider => new TheoryDataRow<DatabaseProvider>(provider))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
