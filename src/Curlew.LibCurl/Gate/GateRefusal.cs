namespace Curlew.LibCurl.Gate;

/// <summary>At which moment a <see cref="ConnectionGate"/> refused a transfer.</summary>
internal enum GateRefusal
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>When a connection was to be opened; libcurl may have found another address.</summary>
    Connection,

    /// <summary>When the request was to be sent; that ends the transfer.</summary>
    Request,
}
