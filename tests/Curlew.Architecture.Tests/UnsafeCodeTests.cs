using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security;
using System.Xml.Linq;

namespace Curlew.Architecture.Tests;

/// <summary>Native code stays behind its fence: one project may be unsafe, and one assembly is.</summary>
public sealed class UnsafeCodeTests
{
    [Fact]
    public void Projects_AllowUnsafeBlocks_OnlyInLibCurl()
    {
        var projects = Rooms.ProjectFiles.ToList();

        projects.Should().HaveCountGreaterThanOrEqualTo(7);
        projects.Where(AllowsUnsafeBlocks).Select(Path.GetFileNameWithoutExtension).Should().Equal("Curlew.LibCurl");
        XDocument.Load(Path.Combine(Rooms.Root, "Directory.Build.props")).Descendants("AllowUnsafeBlocks").Single().Value
            .Should().Be("false");
    }

    [Fact]
    public void Assemblies_UnverifiableCode_OnlyInLibCurl() =>
        Rooms.All.Where(room => room.ManifestModule.IsDefined(typeof(UnverifiableCodeAttribute), inherit: false))
            .Should().Equal(Rooms.LibCurl);

    [Fact]
    public void Assemblies_NativeImports_OnlyInLibCurl() =>
        Rooms.All.Where(room => CountsOf(room).Imports > 0).Should().BeSubsetOf([Rooms.LibCurl]);

    [Fact]
    public void Assemblies_FunctionPointers_OnlyInLibCurl() =>
        Rooms.All.Where(room => CountsOf(room).FunctionPointers > 0).Should().Equal(Rooms.LibCurl);

    private static bool AllowsUnsafeBlocks(string projectFile) =>
        XDocument.Load(projectFile).Descendants("AllowUnsafeBlocks").Any(property => property.Value != "false");

    /// <summary>P/Invokes (DllImport, and what LibraryImport makes of itself), and fields that are function pointers.</summary>
    private static (int Imports, int FunctionPointers) CountsOf(Assembly room)
    {
        using var file = new PEReader(File.OpenRead(room.Location));
        var metadata = file.GetMetadataReader();
        var imports = metadata.MethodDefinitions
            .Count(method => metadata.GetMethodDefinition(method).Attributes.HasFlag(MethodAttributes.PinvokeImpl));
        var pointers = metadata.FieldDefinitions
            .Count(field => IsFunctionPointer(metadata.GetBlobBytes(metadata.GetFieldDefinition(field).Signature)));
        return (imports, pointers);
    }

    /// <summary>A field's signature starts with the byte 0x06, and a function pointer with 0x1B (ECMA-335, II.23.2).</summary>
    private static bool IsFunctionPointer(byte[] signature) =>
        signature.Length > 1 && signature[0] == 0x06 && signature[1] == 0x1B;
}
