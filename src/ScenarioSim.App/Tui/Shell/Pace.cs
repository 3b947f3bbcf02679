using System.Diagnostics;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>How much work is done at a time and how often it is told: pieces of about 40 ms, news at most ten times a second, and less often where they take long.</summary>
internal sealed class Pace
{
    private const double PieceMilliseconds = 40, NewsMilliseconds = 100, LongestMilliseconds = 1000;
    // The next news wait so many times as long as the last took.
    private const int Wait = 9;

    private readonly Stopwatch _told = new();
    private double _cost;

    /// <summary>Runs in the next piece.</summary>
    public long Piece { get; private set; } = 4096;

    /// <summary>Does a piece and learns from how long it took.</summary>
    public void Do(long most, Action<long> work)
    {
        long runs = Math.Max(1, Math.Min(most, Piece));
        long start = Stopwatch.GetTimestamp();
        work(runs);
        double took = Math.Max(0.1, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        if (runs == Piece || took > PieceMilliseconds) Piece = (long)Math.Clamp(Piece * Math.Clamp(PieceMilliseconds / took, 0.1, 2), 512, 4_000_000);
    }

    /// <summary>Tells the news if it is time.</summary>
    /// <param name="always">Whether it is in any case.</param>
    /// <param name="tell">Tells them.</param>
    public void News(bool always, Action tell)
    {
        if (!always && _told.IsRunning && _told.Elapsed.TotalMilliseconds < Math.Clamp(Wait * _cost, NewsMilliseconds, LongestMilliseconds)) return;
        long start = Stopwatch.GetTimestamp();
        tell();
        _cost = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _told.Restart();
    }
}
