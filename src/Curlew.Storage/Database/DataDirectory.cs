namespace Curlew.Storage.Database;

/// <summary>The directory of the database and of the outcomes.</summary>
internal static class DataDirectory
{
    // Definitions hold the tokens and passwords of the systems under test.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a directory and those above it, closed to other users, where it does not exist.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }

    /// <summary>Creates the directories and makes sure that files can be written there.</summary>
    public static void CreateWritable(DatabaseOptions options)
    {
        try
        {
            Create(options.Directory);
            Create(options.OutcomesDirectory);
            Probe(options.Directory);
            Probe(options.OutcomesDirectory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException(
                $"The directory '{Path.GetFullPath(options.Directory)}' (setting Storage:Directory) cannot be written: "
                + exception.Message,
                exception);
        }
    }

    private static void Probe(string directory)
    {
        var path = Path.Combine(directory, $".write-{Guid.NewGuid():N}");
        using var probe = File.Create(path, bufferSize: 1, FileOptions.DeleteOnClose);
        probe.WriteByte(0);
    }
}
