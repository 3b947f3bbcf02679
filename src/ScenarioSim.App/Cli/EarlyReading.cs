using System.Runtime.ExceptionServices;
using ScenarioSim.Language;

namespace ScenarioSim.App.Cli;

/// <summary>Reads the scenario file of a command on a thread of its own, from before the command line is taken apart: what that means for the file is known only later, but seldom anything.</summary>
internal sealed class EarlyReading
{
    // Expressions may nest deep.
    private const int Stack = 16 << 20;

    private readonly Thread _thread;
    private FileReading? _reading;
    private ExceptionDispatchInfo? _failure;

    private EarlyReading(string path)
    {
        Path = path;
        _thread = new Thread(Read, Stack) { IsBackground = true, Name = "reading" };
        _thread.Start();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Begins, where there is a second processor to do it and these arguments are a command with a scenario, not a saved result, first and nothing that changes how files are read.</summary>
    public static EarlyReading? Begin(IReadOnlyList<string> arguments)
    {
        if (Environment.ProcessorCount < 2 || arguments is not ["check" or "run" or "exact" or "verify" or "rare" or "compare" or "trace" or "graph" or "export", string file, ..]) return null;
        bool isHardlyScenario = file.Length == 0 || file.StartsWith('-') || file.EndsWith(".json", StringComparison.Ordinal) || (arguments[0] == "compare" && MayBePipe(file));
        return isHardlyScenario || arguments.Contains("--allow-outside") ? null : new EarlyReading(file);
    }

    // What is in a pipe may be a saved result, and is there for one reader only.
    private static bool MayBePipe(string file) => file.StartsWith("/dev/", StringComparison.Ordinal) || file.StartsWith("/proc/", StringComparison.Ordinal) || new FileInfo(file) is { Exists: true, Length: 0 };

    /// <summary>What reading gave, once it has.</summary>
    public FileReading Wait()
    {
        _thread.Join();
        _failure?.Throw();
        return _reading!;
    }

    private void Read()
    {
        try
        {
            _reading = FileReading.Of(Path, new DiskFiles(), new ReadOptions());
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown where the result is wanted.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }
}
