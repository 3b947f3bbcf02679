using ScenarioSim.Language;

namespace ScenarioSim.App.Cli;

/// <summary>What reading a file gave.</summary>
/// <param name="Result">The scenario, or what is wrong with it.</param>
/// <param name="Bytes">What the file holds; nothing where it could not be read.</param>
/// <param name="Failed">Whether the file itself could not be read at all: one that it extends is its own affair.</param>
internal sealed record FileReading(ReadResult Result, byte[] Bytes, bool Failed)
{
    /// <summary>Reads a file.</summary>
    public static FileReading Of(string path, IFileSource files, ReadOptions options)
    {
        var watched = new Watched(files, path);
        ReadResult result = ScenarioReader.Read(path, watched, options);
        return new FileReading(result, watched.Bytes, watched.Failed);
    }

    // A diagnostic does not say whether the file named on the command line was missing or one that it extends.
    private sealed class Watched(IFileSource files, string path) : IFileSource
    {
        public bool Failed { get; private set; }

        /// <summary>What the file named on the command line holds.</summary>
        public byte[] Bytes { get; private set; } = [];

        public byte[] Read(string wanted, int limit)
        {
            try
            {
                byte[] bytes = files.Read(wanted, limit);
                if (wanted == path) Bytes = bytes;
                return bytes;
            }
            catch (IOException)
            {
                Failed |= wanted == path;
                throw;
            }
        }

        public string Real(string wanted) => files.Real(wanted);
    }
}
