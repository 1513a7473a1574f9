using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Curlew.Storage.Database;

/// <summary>
/// Moments are kept as microseconds since 1970, UTC: SQLite can neither compare nor order DateTimeOffset, and this way
/// both providers keep, compare and order them alike. Whatever is finer than a microsecond is cut off.
/// </summary>
internal sealed class UnixMicrosConverter() : ValueConverter<DateTimeOffset, long>(
    moment => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond,
    micros => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond));
