using Curlew.Service.Security.Access.Keys;

namespace Curlew.Service.Tests.Security.Access.Keys;

public sealed class KeyTextTests
{
    [Fact]
    public void New_ManyKeys_AllDifferInPrefixAndSecretAndAreRead()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => KeyText.New()).ToList();

        keys.Select(key => key.Prefix).Should().OnlyHaveUniqueItems();
        keys.Select(key => Convert.ToHexString(key.Hash())).Should().OnlyHaveUniqueItems();
        keys.Should().AllSatisfy(key =>
        {
            key.Reveal().Should().MatchRegex(KeyText.Pattern);
            key.ToString().Should().Be($"crlw_{key.Prefix}");
            KeyText.TryRead(key.Reveal(), out var read).Should().BeTrue();
            read!.Hash().Should().Equal(key.Hash());
        });
    }

    [Fact]
    public void TryRead_AnyOtherLetter_IsNoKey()
    {
        var key = KeyText.New().Reveal();
        for (var place = 0; place < key.Length; place++)
        {
            var other = key[place] == 'x' ? 'y' : 'x';
            KeyText.TryRead($"{key[..place]}{other}{key[(place + 1)..]}", out _).Should().BeFalse($"letter {place} differs");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("crlw_")]
    [InlineData("crlw_0123456789_")]
    [InlineData("Bearer crlw_0123456789_0123456789012345678901234567890123456789012345678")]
    public void TryRead_NoKey_IsNone(string text) => KeyText.TryRead(text, out _).Should().BeFalse();

    [Fact]
    public void TryRead_KeyWithSomethingAfterIt_IsNone() => KeyText.TryRead(KeyText.New().Reveal() + "\n", out _).Should().BeFalse();
}
