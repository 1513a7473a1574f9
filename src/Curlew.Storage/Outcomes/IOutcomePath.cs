namespace Curlew.Storage.Outcomes;

/// <summary>
/// A way through a file of outcomes that meets those that match, in their order. Whichever is taken, the answer is the same.
/// </summary>
internal interface IOutcomePath : IDisposable
{
    /// <summary>Reads on; fewer than there is room for only where there are no more.</summary>
    int Read(Span<OutcomeRow> rows);
}
