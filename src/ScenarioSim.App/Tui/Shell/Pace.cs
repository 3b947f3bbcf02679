using System.Diagnostics;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>How much work is done at a time and how often it is told: pieces of about 40 ms, news at most ten times a second.</summary>
internal sealed class Pace
{
    private const double PieceMilliseconds = 40, NewsMilliseconds = 100;
    private readonly Stopwatch _told = new();

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

    /// <summary>Whether it is time for news; then the clock starts anew.</summary>
    public bool IsNews(bool always)
    {
        if (!always && _told.IsRunning && _told.ElapsedMilliseconds < NewsMilliseconds) return false;
        _told.Restart();
        return true;
    }
}
