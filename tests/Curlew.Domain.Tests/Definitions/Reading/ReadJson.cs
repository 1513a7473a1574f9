using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Definitions.Templates;
using Curlew.Domain.Json;

namespace Curlew.Domain.Tests.Definitions.Reading;

/// <summary>Reads definitions for the tests of this folder.</summary>
internal static class ReadJson
{
    public static readonly string[] Engines = ["default", "old"];

    public static DefinitionReading Of(string json, KeptSecrets? kept = null) =>
        DefinitionReader.Read(Encoding.UTF8.GetBytes(json), Engines, kept);

    /// <summary>A full form whose only step has these further members, as in <c>"method": "PUT"</c>.</summary>
    public static DefinitionReading OfStep(string members) =>
        Of($$"""{"steps": [{"url": "http://shop.test/", {{members}} }], "load": {"requests": 1} }""");

    /// <summary>A shorthand with these further members.</summary>
    public static DefinitionReading OfRun(string members) =>
        Of($$"""{"url": "http://shop.test/", "requests": 1, {{members}} }""");

    public static RunDefinition Definition(this DefinitionReading reading)
    {
        reading.Faults.Should().BeEmpty();
        return reading.Definition!;
    }

    /// <summary>The fields that have faults, in the order in which they are answered.</summary>
    public static IEnumerable<string> Fields(this DefinitionReading reading) => reading.Faults.Select(fault => fault.Field);

    /// <summary>The only fault there is.</summary>
    public static DefinitionFault OnlyFault(this DefinitionReading reading)
    {
        reading.Definition.Should().BeNull();
        return reading.Faults.Should().ContainSingle().Subject;
    }

    /// <summary>A template with its variables as <c>&lt;name:encoding&gt;</c>.</summary>
    public static string Shown(this Template template) => string.Concat(template.Segments.Select(segment =>
        segment.Variable is { } name ? $"<{name}:{segment.Encoding}>" : Encoding.UTF8.GetString(segment.Literal.Span)));

    /// <summary>Two steps, of which the first sets <c>token</c>; the second has these members beside its URL.</summary>
    public static DefinitionReading OfSecondStep(string members) => Of($$"""
        {"steps": [{"name": "login", "url": "http://shop.test/", "extract": [{"name": "token", "from": "json", "pointer": "/token"}]},
                   {"url": "http://shop.test/", {{members}} }], "load": {"iterations": 1} }
        """);

    /// <summary>A definition as JSON in full form; two definitions are equal where this is.</summary>
    public static string FullForm(RunDefinition definition) =>
        JsonSerializer.Serialize(DefinitionReader.ToDocument(definition), CurlewJson.Options);
}
