namespace Curlew.Storage.Definitions;

/// <summary>A saved definition with what one of its revisions says.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Revision">The revision.</param>
public sealed record SavedDefinition(DefinitionRecord Definition, DefinitionRevisionRecord Revision);

/// <summary>A part of a list of definitions, newest first.</summary>
/// <param name="Items">The definitions.</param>
/// <param name="Next">What to pass as <c>before</c> for the next part; null where this was the last.</param>
public sealed record DefinitionPage(IReadOnlyList<DefinitionRecord> Items, Guid? Next);

/// <summary>A part of the list of a definition's revisions, newest first.</summary>
/// <param name="Items">The revisions.</param>
/// <param name="Next">What to pass as <c>before</c> for the next part; null where this was the last.</param>
public sealed record RevisionPage(IReadOnlyList<RevisionListing> Items, int? Next);

/// <summary>A revision without what it says, which a list does not read.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="CreatedAt">When it was saved.</param>
public sealed record RevisionListing(int Revision, DateTimeOffset CreatedAt);
