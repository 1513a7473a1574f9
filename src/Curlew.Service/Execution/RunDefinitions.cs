using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Engine.Catalog;
using Curlew.Service.Security.Secrets;
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
        var said = vault.Open(run);
        var reading = DefinitionReader.Read(
            Encoding.UTF8.GetBytes(SecretVault.Write(said)),
            wasCarriedOut ? [.. engines, run.Engine] : [.. engines],
            KeptSecrets.Of(said));
        return reading.Definition ?? throw new InvalidOperationException(
            string.Join(" ", reading.Faults.Select(fault => $"{fault.Field}: {fault.Message}")));
    }
}
