using System.Buffers.Text;

namespace Curlew.Service.Features.Outcomes;

/// <summary>UTF-8 that grows in a buffer that is known to be long enough.</summary>
internal ref struct OutcomeText(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer[Length..]);
        Length += text.Length;
    }

    public void AddCharacter(byte character) => _buffer[Length++] = character;

    public void Add(long number)
    {
        Utf8Formatter.TryFormat(number, _buffer[Length..], out var written);
        Length += written;
    }

    /// <summary>Microseconds as milliseconds, exactly and no longer than need be: 1500 as <c>1.5</c>.</summary>
    public void AddAsMs(long micros)
    {
        var (whole, thousandths) = Math.DivRem(micros, 1000);
        if (whole == 0 && micros < 0)
            AddCharacter((byte)'-');
        Add(whole);
        if (thousandths == 0)
            return;

        var digits = (int)Math.Abs(thousandths);
        AddCharacter((byte)'.');
        AddCharacter((byte)('0' + (digits / 100)));
        if (digits % 100 == 0)
            return;
        AddCharacter((byte)('0' + (digits / 10 % 10)));
        if (digits % 10 != 0)
            AddCharacter((byte)('0' + (digits % 10)));
    }

    /// <summary>Takes the last character back.</summary>
    public void TakeBack() => Length--;
}
