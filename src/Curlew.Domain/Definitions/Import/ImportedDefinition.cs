using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Import;

/// <summary>What an import came to.</summary>
/// <param name="Definition">The definition: of one request, or of the entries of an archive; the load is for its owner to choose.</param>
/// <param name="LeftOut">What of the original is not in it.</param>
public sealed record ImportedDefinition(RunDefinitionDocument Definition, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A part of the original that is not in the definition.</summary>
/// <param name="What">The part, as in <c>-o</c> or <c>log.entries[3]</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOut(string What, string Reason);
