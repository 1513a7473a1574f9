using System.ComponentModel;

namespace Curlew.Domain.Access;

/// <summary>What a key may do; each role may do what those before it may.</summary>
[Description("What a key may do; each role may do what those before it may.")]
public enum ApiRole
{
    /// <summary>Reads runs, definitions, results, engines and metrics.</summary>
    Viewer,

    /// <summary>Starts, stops, pins and deletes runs, and changes definitions.</summary>
    Runner,

    /// <summary>Says who may test and what may be tested, and reads the audit trail.</summary>
    Admin,
}
