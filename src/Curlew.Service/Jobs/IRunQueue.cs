using Curlew.Domain.Runs;

namespace Curlew.Service.Jobs;

/// <summary>Where runs wait for their turn.</summary>
internal interface IRunQueue
{
    /// <summary>Puts a run that is in the database at the end.</summary>
    void Enqueue(RunId id);
}
