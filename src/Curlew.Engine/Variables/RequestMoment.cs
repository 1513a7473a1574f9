using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Curlew.Engine.Variables;

/// <summary>What the built-in variables of one request are made of.</summary>
/// <param name="VirtualUser">The virtual user's number.</param>
/// <param name="Iteration">The iteration's number.</param>
/// <param name="Now">The time of day.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RequestMoment(int VirtualUser, long Iteration, DateTime Now)
{
    /// <summary>Writes a built-in variable's value; answers how many bytes that are.</summary>
    internal int Write(int slot, Span<byte> to)
    {
        int written;
        switch (slot)
        {
            case VariableSlots.VirtualUser:
                Utf8Formatter.TryFormat(VirtualUser, to, out written);
                break;
            case VariableSlots.Iteration:
                Utf8Formatter.TryFormat(Iteration, to, out written);
                break;
            case VariableSlots.Uuid:
                Guid.NewGuid().TryFormat(to, out written);
                break;
            default:
                Now.TryFormat(to, out written, "yyyy-MM-ddTHH:mm:ss.fffZ");
                break;
        }

        return written;
    }
}
