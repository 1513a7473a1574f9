using System.Xml.Linq;

namespace Curlew.Architecture.Tests;

/// <summary>The arrows between rooms: what is declared, and what the compiled code really uses.</summary>
public sealed class RoomTests
{
    private static readonly string[] Frameworks =
        ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "Hangfire"];

    [Fact]
    public void Rooms_References_FollowTheArrows()
    {
        Rooms.All.Should().HaveCountGreaterThanOrEqualTo(7);
        foreach (var room in Rooms.All)
        {
            Rooms.ReferencesOf(room).Where(IsOurs).Should()
                .BeSubsetOf(Rooms.Arrows[room].Select(Rooms.NameOf), $"{Rooms.NameOf(room)} has no other arrows");
        }
    }

    [Fact]
    public void Rooms_ProjectReferences_FollowTheArrows()
    {
        var projects = Rooms.ProjectFiles.ToList();

        projects.Select(Path.GetFileNameWithoutExtension).Should().BeEquivalentTo(Rooms.All.Select(Rooms.NameOf));
        foreach (var room in Rooms.All)
        {
            var project = projects.Single(file => Path.GetFileNameWithoutExtension(file) == Rooms.NameOf(room));
            var declared = XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
            declared.Should().BeSubsetOf(Rooms.Arrows[room].Select(Rooms.NameOf), $"{Rooms.NameOf(room)} has no other arrows");
        }
    }

    [Fact]
    public void Domain_References_AreTheBaseClassLibraryAndHdrHistogram()
    {
        var references = Rooms.ReferencesOf(Rooms.Domain).ToList();

        references.Should().NotBeEmpty();
        references.Should().OnlyContain(name => IsBaseClassLibrary(name) || name == "HdrHistogram");
    }

    [Fact]
    public void LibCurl_References_AreTheBaseClassLibrary()
    {
        var references = Rooms.ReferencesOf(Rooms.LibCurl).ToList();

        references.Should().NotBeEmpty();
        references.Should().OnlyContain(name => IsBaseClassLibrary(name));
    }

    [Fact]
    public void Engine_References_HaveNoFramework()
    {
        Rooms.ReferencesOf(Rooms.Engine).Should().NotContain(name => IsFramework(name));
        Rooms.ReferencesOf(Rooms.Service).Should().Contain(name => IsFramework(name), "the rule would see one");
    }

    private static bool IsOurs(string name) => name.StartsWith("Curlew.", StringComparison.Ordinal);

    private static bool IsFramework(string name) =>
        Frameworks.Any(framework => name.StartsWith(framework, StringComparison.Ordinal));

    private static bool IsBaseClassLibrary(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal)
        || name is "System" or "netstandard" or "mscorlib" or "Microsoft.Win32.Primitives";
}
