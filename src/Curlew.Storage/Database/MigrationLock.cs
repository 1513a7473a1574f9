namespace Curlew.Storage.Database;

/// <summary>
/// Keeps a second process from migrating the same SQLite file at the same time. A locked file is freed by the operating
/// system when its process dies; the row by which Entity Framework locks SQLite is not, and a service killed while it
/// migrated would never start again.
/// </summary>
internal sealed class MigrationLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private MigrationLock(FileStream file) => _file = file;

    /// <summary>Waits until no other process holds the lock.</summary>
    public static async Task<MigrationLock> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new MigrationLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                // File locks cannot be waited for.
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
