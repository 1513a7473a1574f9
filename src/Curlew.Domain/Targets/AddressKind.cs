namespace Curlew.Domain.Targets;

/// <summary>What an address has to be allowed by.</summary>
internal enum AddressKind
{
    /// <summary>The rule of a name that leads there does.</summary>
    Public,

    /// <summary>As <see cref="Special"/>, but the rule <c>localhost</c> does for that name.</summary>
    Loopback,

    /// <summary>It takes a rule for the address or a range that holds it.</summary>
    Special,

    /// <summary>It takes a rule for this very address.</summary>
    OneByOne,
}
