using System.Text.Json;
using Curlew.Domain.Runs;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Curlew.Storage.Runs;

/// <summary>A status is kept as the word that the API uses, so that whoever looks into the database is at home.</summary>
internal sealed class RunStatusConverter() : ValueConverter<RunStatus, string>(
    status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()),
    word => Enum.Parse<RunStatus>(word, ignoreCase: true));
