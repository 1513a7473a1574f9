using System.Text.Json;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Bodies;

/// <summary>A body in the form in which the definition wrote it, so that it can be shown in the same form.</summary>
public abstract record WrittenBody;

/// <summary><c>body</c> as a JSON string: sent as its UTF-8 bytes.</summary>
public sealed record TextBody(string Text) : WrittenBody;

/// <summary><c>body</c> as a JSON object or array: sent as compact JSON.</summary>
public sealed record JsonBody(JsonElement Value) : WrittenBody;

/// <summary><c>bodyBase64</c>: sent as the decoded bytes.</summary>
public sealed record Base64Body(string Base64) : WrittenBody;

/// <summary><c>form</c>: sent as application/x-www-form-urlencoded.</summary>
public sealed record FormBody(IReadOnlyList<KeyValuePair<string, string>> Fields) : WrittenBody;

/// <summary><c>multipart</c>: sent as multipart/form-data (RFC 7578).</summary>
public sealed record MultipartBody(IReadOnlyList<PartDocument> Parts) : WrittenBody;
