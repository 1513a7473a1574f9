namespace Curlew.TestServers.Faults;

/// <summary>What answers the paths under one first segment.</summary>
/// <param name="AnswerAsync">Answers, or fails to.</param>
/// <param name="SparesHead">A HEAD request gets the answer of <c>/ok</c> unless it asks for <c>head=true</c>.</param>
/// <param name="ReadsBody">The handler reads the request's body itself; otherwise it is read away before.</param>
internal sealed record FaultRoute(Func<FaultRequest, Task> AnswerAsync, bool SparesHead = false, bool ReadsBody = false);
