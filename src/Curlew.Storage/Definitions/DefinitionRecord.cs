namespace Curlew.Storage.Definitions;

/// <summary>A saved definition as the database keeps it; what it says is in its revisions.</summary>
public sealed class DefinitionRecord
{
    /// <summary>Its id, a UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of its newest revision, for lists.</summary>
    public required string Name { get; set; }

    /// <summary>The number of its newest revision, from 1.</summary>
    public required int Revision { get; set; }

    /// <summary>When it was saved first.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its newest revision was saved.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The run that others of it are held against, which retention keeps; null for none.</summary>
    public Guid? BaselineRunId { get; set; }
}

/// <summary>What a definition said at one time; never changed.</summary>
public sealed class DefinitionRevisionRecord
{
    /// <summary>The definition's id.</summary>
    public required Guid DefinitionId { get; init; }

    /// <summary>Its number, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>The full form as JSON.</summary>
    public required string DefinitionJson { get; init; }

    /// <summary>When it was saved.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the secrets in <see cref="DefinitionJson"/> are encrypted; not so in those from before that was done.</summary>
    public bool SecretsSealed { get; init; }
}
