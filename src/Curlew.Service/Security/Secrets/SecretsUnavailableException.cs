namespace Curlew.Service.Security.Secrets;

/// <summary>Secrets cannot be decrypted; the message names the cause and the way out.</summary>
internal sealed class SecretsUnavailableException(string message, Exception? innerException) : Exception(message, innerException);
