using Curlew.Domain.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>The word that the API uses for a <see cref="RunStatus"/>, for messages.</summary>
internal static class StatusWords
{
    /// <summary>The word of a status, as in <c>queued</c>.</summary>
    public static string ToWord(this RunStatus status) => ApiWords<RunStatus>.Of(status);
}
