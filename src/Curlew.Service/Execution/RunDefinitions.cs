using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Engine.Catalog;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>The definitions that runs are carried out by.</summary>
internal sealed class RunDefinitions(EngineCatalog catalog, SecretVault vault)
{
    /// <summary>
    /// What was stored is read as anything else is: the engine it names may not be loaded any more, which matters only to a run that is
    /// still to be carried out.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has faults; the message names them.</exception>
    /// <exception cref="SecretsUnavailableException">Its secrets cannot be decrypted.</exception>
    public RunDefinition Read(RunRecord run, bool wasCarriedOut = false)
    {
        var engines = catalog.Engines.Select(engine => engine.Name);
        return Read(vault.Open(run), wasCarriedOut ? [.. engines, run.Engine] : [.. engines]);
    }

    /// <summary>What the runs of a comparison's arm are to carry out, on an engine that is loaded.</summary>
    /// <exception cref="InvalidOperationException">It has faults; the message names them.</exception>
    /// <exception cref="SecretsUnavailableException">Its secrets cannot be decrypted.</exception>
    public RunDefinition Read(ComparisonArmRecord arm) => Read(vault.Open(arm), [.. catalog.Engines.Select(engine => engine.Name)]);

    private static RunDefinition Read(RunDefinitionDocument said, IReadOnlyCollection<string> engines)
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(SecretVault.Write(said)), engines, KeptSecrets.Of(said));
        return reading.Definition ?? throw new InvalidOperationException(
            string.Join(" ", reading.Faults.Select(fault => $"{fault.Field}: {fault.Message}")));
    }
}
