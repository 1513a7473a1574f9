using Curlew.LibCurl.Easy;
using Curlew.TestServers.Engines;

namespace Curlew.LibCurl.Tests.Easy;

/// <summary>Every option constant in use, held against what the loaded library itself says of it.</summary>
public sealed class CurlOptionTests
{
    // curl_easytype, from curl/options.h.
    private const int Long = 0;
    private const int Values = 1;
    private const int Offset = 2;
    private const int Object = 3;
    private const int String = 4;
    private const int SList = 5;
    private const int CallbackPointer = 6;
    private const int Blob = 7;
    private const int Function = 8;

    public static TheoryData<string, string, int, int[]> Options()
    {
        var data = new TheoryData<string, string, int, int[]>();
        foreach (var path in LibcurlBuilds.All)
        {
            Add<CurlLongOption>(path, Long, Values);
            Add<CurlStringOption>(path, String);
            Add<CurlOffsetOption>(path, Offset);
            Add<CurlPointerOption>(path, Object, SList, CallbackPointer);
            Add<CurlFunctionOption>(path, Function);
            Add<CurlBlobOption>(path, Blob);
        }

        return data;

        void Add<T>(string path, params int[] types)
            where T : struct, Enum
        {
            foreach (var option in Enum.GetValues<T>())
                data.Add(path, option.ToString(), Convert.ToInt32(option), types);
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Option_InTheLoadedLibrary_HasThatNumberAndType(string path, string name, int id, int[] types)
    {
        var option = CurlLibrary.Load(path).FindOption(name);

        option.Should().NotBeNull($"libcurl knows CURLOPT_{name}");
        option!.Value.Id.Should().Be(id);
        types.Should().Contain(option.Value.Type);
    }

    [Fact]
    public void FindOption_Unknown_IsNull() => CurlLibrary.Load(LibcurlBuilds.Newest).FindOption("NO_SUCH_OPTION").Should().BeNull();
}
