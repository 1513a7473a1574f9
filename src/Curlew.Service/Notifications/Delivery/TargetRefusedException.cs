namespace Curlew.Service.Notifications.Delivery;

/// <summary>A message was not sent, because nothing may be sent to where it was to go; the message says which rule is missing.</summary>
internal sealed class TargetRefusedException(string message) : Exception(message);
