using System.Buffers;
using System.Runtime.CompilerServices;

namespace Curlew.Domain.Timelines;

/// <summary>Numbers that are not negative, seven bits to a byte, the least first (LEB128): small ones take one byte.</summary>
internal static class VariableLength
{
    private const int LongestBytes = 10;
    private const byte More = 0x80;

    public static void Write(IBufferWriter<byte> output, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var bytes = output.GetSpan(LongestBytes);
        var count = 0;
        for (var rest = number; ; rest >>= 7)
        {
            if (rest < More)
            {
                bytes[count++] = (byte)rest;
                output.Advance(count);
                return;
            }

            bytes[count++] = (byte)(rest | More);
        }
    }

    /// <exception cref="InvalidDataException">There is no number at the beginning of <paramref name="input"/>.</exception>
    public static long Read(ref ReadOnlySpan<byte> input)
    {
        var place = 0;
        var number = Read(input, ref place);
        input = input[place..];
        return number;
    }

    /// <summary>Reads at a place and moves it on. Nearly all numbers of a timeline take one byte.</summary>
    /// <exception cref="InvalidDataException">There is no number at that place.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ReadOnlySpan<byte> input, ref int place)
    {
        if (place >= input.Length || input[place] >= More)
            return ReadLong(input, ref place);
        return input[place++];
    }

    private static long ReadLong(ReadOnlySpan<byte> input, ref int place)
    {
        var bytes = input[place..];
        var number = 0UL;
        for (var count = 0; count < Math.Min(bytes.Length, LongestBytes); count++)
        {
            var next = bytes[count];
            number |= (ulong)(next & ~More) << (7 * count);
            if (next >= More)
                continue;
            if (count == LongestBytes - 1)
                break;
            place += count + 1;
            return (long)number;
        }

        throw new InvalidDataException("An encoded number is cut short, or greater than any that is written.");
    }
}
