namespace Curlew.Service.Pipelines;

/// <summary>The exit codes of <see cref="PipelineCommand"/>.</summary>
internal enum PipelineExit
{
    /// <summary>No threshold was broken, and nothing regressed.</summary>
    Passed = 0,

    /// <summary>A threshold was broken, or something regressed.</summary>
    Failed = 1,

    /// <summary>The run could not be carried out to its end, or its end could not be seen.</summary>
    NotCarriedOut = 2,

    /// <summary>The figures are not to be judged.</summary>
    NotJudged = 3,

    /// <summary>The command was misused, or the service refused what it asked for.</summary>
    Refused = 4,

    /// <summary>Ctrl-C: as shells have it.</summary>
    Interrupted = 130,
}

/// <summary>The command ends with this code; the message is all that whoever runs it needs to read.</summary>
internal sealed class PipelineException(PipelineExit exit, string message) : Exception(message)
{
    /// <summary>The code.</summary>
    public PipelineExit Exit { get; } = exit;
}
