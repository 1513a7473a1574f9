using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Domain.Extensions;

namespace Curlew.Architecture.Tests;

/// <summary>The inside of the service: slices keep to themselves, Hangfire to its folders, entities to the storage.</summary>
public sealed class ServiceTests
{
    private const string Slice = "Curlew.Service.Features.ISlice";

    private static readonly string[] MayKnowHangfire = ["Curlew.Service.Jobs", "Curlew.Service.Hosting"];

    [Fact]
    public void Slices_Dependencies_NeverAreOtherSlices()
    {
        var slices = Rooms.Types.Where(IsSlice).Select(type => type.FullName).ToHashSet();

        slices.Should().HaveCountGreaterThanOrEqualTo(8);
        foreach (var slice in slices)
        {
            DependenciesOf(type => BelongsTo(type, slice)).Where(slices.Contains)
                .Should().BeSubsetOf([slice], $"{slice} uses no other slice");
        }

        DependenciesOf(type => type.FullName == "Curlew.Service.Features.Slices").Where(slices.Contains)
            .Should().BeEquivalentTo(slices, "the rule would see a slice that is used");
    }

    [Fact]
    public void Hangfire_IsKnown_OnlyToJobsAndHosting()
    {
        var knowing = Rooms.Types
            .Where(type => type.Dependencies.Any(IsOnHangfire))
            .ToList();

        knowing.Should().NotBeEmpty();
        knowing.Where(type => !MayKnowHangfire.Any(space => type.ResidesInNamespaceOrBelow(space))).Should().BeEmpty();
    }

    [Fact]
    public void Entities_OfTheStorage_AreInNoAnswer()
    {
        var answers = Rooms.Service.GetExportedTypes()
            .Where(type => type.Namespace?.StartsWith("Curlew.Service.Features", StringComparison.Ordinal) == true)
            .SelectMany(AnswerTypes.In)
            .ToHashSet();

        answers.Select(type => type.Name).Should().Contain(["RunResource", "OutcomeResource", "EngineDescription"]);
        answers.Where(type => type.Assembly == Rooms.Storage).Should().BeEmpty();
        AnswerTypes.In(typeof(Curlew.Storage.Runs.RunPage))
            .Should().Contain(type => type.Assembly == Rooms.Storage, "the rule would see one");
    }

    private static bool IsOnHangfire(ITypeDependency dependency) =>
        dependency.Target.FullName.StartsWith("Hangfire.", StringComparison.Ordinal);

    private static bool IsSlice(IType type) => type is Class && type.ImplementsInterface(Slice);

    private static bool BelongsTo(IType type, string slice) =>
        type.FullName == slice
        || type.FullName.StartsWith(slice + "+", StringComparison.Ordinal)
        || type.FullName.StartsWith(slice + "/", StringComparison.Ordinal);

    private static HashSet<string> DependenciesOf(Func<IType, bool> of) =>
        [.. Rooms.Types.Where(of).SelectMany(type => type.Dependencies).Select(dependency => dependency.Target.FullName)];
}
