using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions;

/// <summary>How a step authenticates itself.</summary>
public abstract record Authentication;

/// <summary>HTTP Basic (RFC 7617).</summary>
public sealed record BasicAuthentication(Template User, Template Password) : Authentication;

/// <summary>A bearer token (RFC 6750).</summary>
public sealed record BearerAuthentication(Template Token) : Authentication;
