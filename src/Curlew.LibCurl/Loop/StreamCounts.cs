using System.Runtime.InteropServices;
using Curlew.LibCurl.Easy;

namespace Curlew.LibCurl.Loop;

/// <summary>
/// How many requests are on each connection at the same time: HTTP/2's streams, as they really were shared out. Counted
/// from the moment at which libcurl has a connection for a request (CURLOPT_PREREQFUNCTION) to the request's end.
/// </summary>
internal sealed unsafe class StreamCounts
{
    private readonly Dictionary<(int Cell, long Connection), int> _counts = [];

    /// <summary>The most requests that were on one connection at one time.</summary>
    internal int Peak { get; private set; }

    /// <summary>
    /// Called when a request is about to be sent on <see cref="TransferState.ConnectionId"/>. A repeat or a redirect may have
    /// moved it there from another connection.
    /// </summary>
    internal void Enter(TransferState* state)
    {
        Leave(state);
        state->CountedOn = state->ConnectionId;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, (state->Cell, state->CountedOn), out _);
        count++;
        Peak = Math.Max(Peak, count);
    }

    /// <summary>Called when a transfer has ended, or was taken out; does nothing where it is on no connection.</summary>
    internal void Leave(TransferState* state)
    {
        if (state->CountedOn == TransferState.NoConnection)
            return;
        var place = (state->Cell, state->CountedOn);
        state->CountedOn = TransferState.NoConnection;
        if (--CollectionsMarshal.GetValueRefOrNullRef(_counts, place) == 0)
            _counts.Remove(place);
    }
}
