namespace Curlew.Storage.Runs;

/// <summary>Who takes over what a process left behind.</summary>
/// <param name="Name">What <see cref="RunRecord.Owner"/> says then.</param>
/// <param name="Lease">For how long it has a run, unless it renews that.</param>
/// <param name="Interruption">What is said of a run that was sending load.</param>
public sealed record RunHeir(string Name, TimeSpan Lease, string Interruption);
