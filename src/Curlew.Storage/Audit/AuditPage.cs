namespace Curlew.Storage.Audit;

/// <summary>A part of the trail, newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">What to pass as <c>before</c> for the next part; null where this was the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditRecord> Items, Guid? Next);
