namespace Curlew.Domain.Errors;

/// <summary>What a failure commonly means.</summary>
/// <param name="Meaning">What has happened, as far as the client can tell.</param>
/// <param name="LookAt">Where to look, and what commonly helps.</param>
/// <param name="Source">Where to read more; absent where the definition alone says what a failure is.</param>
public sealed record ErrorExplanation(string Meaning, string LookAt, string? Source);
