using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Holds JSON against the shape of a record, as its <see cref="JsonTypeInfo"/> and its validation attributes give it:
/// fields that it does not have, fields that are there twice, values of the wrong kind or out of range. Writes what
/// is sound as JSON that the serializer is sure to accept.
/// </summary>
internal sealed class ShapeCheck
{
    /// <summary>
    /// Members of one object and elements of one array, where its field names no other limit; more are refused before they
    /// cost anything.
    /// </summary>
    public const int Members = 1000;

    /// <summary>Faults that are listed of one table; whoever has more of them has made the same mistake in all of its rows.</summary>
    public const int TableFaults = 20;

    private readonly FaultList _faults;
    private readonly Utf8JsonWriter _sound;

    private ShapeCheck(FaultList faults, Utf8JsonWriter sound) => (_faults, _sound) = (faults, sound);

    /// <summary>Checks a document; answers its sound part, or null where not even its outermost kind is right.</summary>
    public static ReadOnlyMemory<byte>? Run(JsonElement root, Type type, FaultList faults)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var sound = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = CurlewJson.Options.Encoder });
        var check = new ShapeCheck(faults, sound);
        if (!check.HasKind(root, JsonValueKind.Object, "a JSON object", ""))
            return null;

        check.WriteValue(root, CurlewJson.Options.GetTypeInfo(type), "");
        sound.Flush();
        return buffer.WrittenMemory;
    }

    private void WriteValue(JsonElement value, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                WriteObject(value, type, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                WriteDictionary(value, type, path);
                break;
            case JsonTypeInfoKind.Enumerable when TypeOf(type.ElementType!).Kind == JsonTypeInfoKind.Enumerable:
                WriteTable(value, TypeOf(TypeOf(type.ElementType!).ElementType!).Type, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                WriteArray(value, type, path);
                break;
            default:
                ScalarCheck.Write(_sound, value, type.Type);
                break;
        }
    }

    private void WriteObject(JsonElement value, JsonTypeInfo type, string path)
    {
        _sound.WriteStartObject();
        foreach (var (name, member, field) in MembersOf(value, path))
        {
            var property = type.Properties.FirstOrDefault(property => property.Name == name);
            if (property is null)
            {
                Fault(field, UnknownField(name, type));
            }
            else if (member.ValueKind == JsonValueKind.Null)
            {
                if (property.AttributeProvider?.IsDefined(typeof(NullIsAValueAttribute), inherit: false) ?? false)
                    _faults.Place(field);
            }
            else
            {
                var memberType = TypeOf(property.PropertyType);
                if (IsSound(member, memberType, property, field))
                {
                    _sound.WritePropertyName(name);
                    WriteValue(member, memberType, field);
                }
            }
        }

        _sound.WriteEndObject();
    }

    private void WriteDictionary(JsonElement value, JsonTypeInfo type, string path)
    {
        _sound.WriteStartObject();
        var elementType = TypeOf(type.ElementType!);
        foreach (var (name, member, field) in MembersOf(value, path))
        {
            if (IsSound(member, elementType, null, field))
            {
                _sound.WritePropertyName(name);
                WriteValue(member, elementType, field);
            }
        }

        _sound.WriteEndObject();
    }

    /// <summary>A faulty element gets a stand-in, so that the others keep their places; rules pass over faulty places.</summary>
    private void WriteArray(JsonElement value, JsonTypeInfo type, string path)
    {
        _sound.WriteStartArray();
        var elementType = TypeOf(type.ElementType!);
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            var field = FieldPath.Element(path, index++);
            _faults.Place(field);
            if (IsSound(element, elementType, null, field))
                WriteValue(element, elementType, field);
            else
                WriteStandIn(elementType);
        }

        _sound.WriteEndArray();
    }

    /// <summary>
    /// Rows of values, of which there may be millions: so nothing is noted of them but faults, and a path is put together
    /// only for these.
    /// </summary>
    private void WriteTable(JsonElement table, Type type, string path)
    {
        _sound.WriteStartArray();
        var (faulty, index) = (0, 0);
        foreach (var row in table.EnumerateArray())
        {
            _sound.WriteStartArray();
            if (row.ValueKind == JsonValueKind.Array && row.GetArrayLength() <= Members)
                faulty += WriteRow(row, type, path, index);
            else
                faulty += IsSound(row, TypeOf(typeof(string[])), null, FieldPath.Element(path, index)) ? 0 : 1;
            _sound.WriteEndArray();
            index++;
            if (faulty < TableFaults)
                continue;
            Fault(path, $"Was read up to its {TableFaults}th fault, in row {index} of {table.GetArrayLength()}; there may be more.");
            break;
        }

        _sound.WriteEndArray();
    }

    /// <summary>Answers how many of its values are faulty, which is never more than are listed of a table.</summary>
    private int WriteRow(JsonElement row, Type type, string path, int index)
    {
        var (faulty, column) = (0, 0);
        foreach (var value in row.EnumerateArray())
        {
            if (ScalarCheck.FaultOf(value, type, null) is not { } fault)
            {
                ScalarCheck.Write(_sound, value, type);
            }
            else
            {
                _sound.WriteStringValue("");
                Fault(FieldPath.Element(FieldPath.Element(path, index), column), fault);
                if (++faulty == TableFaults)
                    break;
            }

            column++;
        }

        return faulty;
    }

    private void WriteStandIn(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object)
        {
            _sound.WriteStartObject();
            _sound.WriteEndObject();
        }
        else if (type.Type == typeof(string))
        {
            _sound.WriteStringValue("");
        }
        else
        {
            _sound.WriteNumberValue(0);
        }
    }

    /// <summary>The members of an object once each, with their paths; a second one of the same name is a fault.</summary>
    private IEnumerable<(string Name, JsonElement Value, string Field)> MembersOf(JsonElement value, string path)
    {
        var seen = new HashSet<string>();
        foreach (var member in value.EnumerateObject())
        {
            if (!ScalarCheck.TryGetText(() => member.Name, out var name))
            {
                Fault(path, "Has a field whose name is not valid Unicode.");
                continue;
            }

            var field = FieldPath.Member(path, name);
            if (!seen.Add(name))
            {
                Fault(field, "Is given more than once; JSON objects name a field once.");
                continue;
            }

            if (member.Value.ValueKind != JsonValueKind.Null)
                _faults.Place(field);
            yield return (name, member.Value, field);
        }
    }

    private bool IsSound(JsonElement value, JsonTypeInfo type, JsonPropertyInfo? property, string field) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary =>
            HasKind(value, JsonValueKind.Object, "an object", field) && HasRoom(value.GetPropertyCount(), Members, "fields", field),
        JsonTypeInfoKind.Enumerable =>
            HasKind(value, JsonValueKind.Array, "an array", field)
            && HasRoom(value.GetArrayLength(), LimitOf(property), "elements", field),
        _ => IsSoundScalar(value, type, property, field),
    };

    private bool HasKind(JsonElement value, JsonValueKind kind, string noun, string field)
    {
        if (value.ValueKind == kind)
            return true;
        Fault(field, $"Must be {noun}, but is {ScalarCheck.KindOf(value)}.");
        return false;
    }

    private static int LimitOf(JsonPropertyInfo? property) =>
        ScalarCheck.AttributeOf<MaxLengthAttribute>(property?.AttributeProvider)?.Length ?? Members;

    private bool HasRoom(int count, int limit, string noun, string field)
    {
        if (count <= limit)
            return true;
        Fault(field, $"Must have at most {limit} {noun}, but has {count}.");
        return false;
    }

    private bool IsSoundScalar(JsonElement value, JsonTypeInfo type, JsonPropertyInfo? property, string field)
    {
        if (ScalarCheck.FaultOf(value, type.Type, property?.AttributeProvider) is not { } fault)
            return true;
        Fault(field, fault);
        return false;
    }

    /// <summary>Places are noted as the document is read, those of a table's rows only here.</summary>
    private void Fault(string field, string message)
    {
        if (!_faults.IsFull)
            _faults.Place(field);
        _faults.Add(field, message);
    }

    private static JsonTypeInfo TypeOf(Type type) => CurlewJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static string UnknownField(string name, JsonTypeInfo type)
    {
        var known = type.Properties.Select(property => property.Name).ToList();
        return Spelling.Nearest(name, known) is { } meant
            ? $"Is not a known field; did you mean `{meant}`?"
            : $"Is not a known field; known here are {string.Join(", ", known.Select(field => $"`{field}`"))}.";
    }
}
