namespace Curlew.Domain.Definitions.Documents;

/// <summary>Marks a field in which <c>null</c> says something else than leaving the field out.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NullIsAValueAttribute : Attribute;
