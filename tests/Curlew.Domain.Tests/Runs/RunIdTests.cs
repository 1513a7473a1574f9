using Curlew.Domain.Runs;

namespace Curlew.Domain.Tests.Runs;

public sealed class RunIdTests
{
    [Fact]
    public void New_Id_IsAUuidOfVersion7() => RunId.New(TimeProvider.System).Value.Version.Should().Be(7);

    [Fact]
    public void ToString_ThenTryParse_IsTheSameId()
    {
        var id = RunId.New(TimeProvider.System);

        RunId.TryParse(id.ToString(), out var parsed).Should().BeTrue();
        parsed.Should().Be(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("{01234567-89ab-7def-8123-456789abcdef}")]
    public void TryParse_OtherText_IsRefused(string? text) => RunId.TryParse(text, out _).Should().BeFalse();
}
