namespace Curlew.Service.Hosting;

/// <summary>
/// Keeps a second process from the directory of a SQLite database. At its start it would take the runs of the first one for
/// left behind, and interrupt them. The lock goes with the process, however that ends.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string FileName = "curlew.lock";

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes a directory that exists.</summary>
    /// <exception cref="StartException">Another process has it.</exception>
    public static DirectoryLock Take(string directory)
    {
        try
        {
            return new DirectoryLock(new FileStream(
                Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new StartException(
                $"Another Curlew uses the directory {directory} (setting Storage:Directory); stop it, or name another one.",
                exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
