using System.Diagnostics;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Analysis;

/// <summary>Shares run numbers among threads, in stretches, each of which is finished once begun: what has been done is always a first part of the numbers.</summary>
/// <remarks>Threads take the next stretch when they are free, sized to take about ten milliseconds: that is soon stopped, and costs nothing to share.</remarks>
/// <typeparam name="T">What each thread keeps to itself: its engines and its tally.</typeparam>
internal sealed class Workers<T>
    where T : class
{
    /// <summary>So many runs are worth a thread, and no stretch is made shorter than that to finish together.</summary>
    public const int Worthwhile = 64;

    // In the first stretch, and in the shortest: a run may take seconds, but a block of lanes takes as long for one run as for sixteen.
    private const int Shortest = PackedDraws.Lanes;

    private const int Longest = 1 << 16;
    private static readonly TimeSpan s_stretch = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_betweenReports = TimeSpan.FromMilliseconds(100);

    private readonly Func<T> _make;
    private readonly Action<T, long, int> _run;
    private readonly T?[] _states;
    private readonly int[] _lengths;

    /// <param name="threads">How many threads.</param>
    /// <param name="make">Makes a thread's state, on that thread.</param>
    /// <param name="run">Makes and counts runs: the first, and how many.</param>
    public Workers(int threads, Func<T> make, Action<T, long, int> run)
    {
        (_states, _make, _run, _lengths) = (new T?[threads], make, run, new int[threads]);
        Array.Fill(_lengths, Shortest);
    }

    /// <summary>How many runs have been made.</summary>
    public long Done { get; private set; }

    /// <summary>What the threads keep.</summary>
    public IEnumerable<T> States => _states.OfType<T>();

    /// <summary>Makes so many more runs, or fewer when cancelled.</summary>
    /// <remarks>All in one go rather than in pieces, whatever is to be told meanwhile: at the end of each the threads would wait for each other, and lanes run empty.</remarks>
    /// <param name="runs">How many.</param>
    /// <param name="cancellation">Stops it soon.</param>
    /// <param name="progress">Given how many runs have been made in all, now and then and at the end, on the calling thread.</param>
    public void Advance(long runs, Action<long>? progress, CancellationToken cancellation)
    {
        long first = Done;
        long end = first + runs;
        long next = first;
        long finished = 0;
        Exception? failure = null;
        int workers = (int)Math.Clamp(runs / Worthwhile, 1, _states.Length);
        void Work(int worker)
        {
            try
            {
                T state = _states[worker] ??= _make();
                while (!cancellation.IsCancellationRequested && Volatile.Read(ref failure) is null)
                {
                    // Towards the end in shorter pieces, so that all threads finish together.
                    long share = (end - Volatile.Read(ref next)) / (2 * workers);
                    int length = (int)Math.Clamp(Math.Min(_lengths[worker], Math.Max(share, Worthwhile)), Shortest, Longest);
                    long from = Interlocked.Add(ref next, length) - length;
                    if (from >= end) break;
                    length = (int)Math.Min(length, end - from);
                    long began = Stopwatch.GetTimestamp();
                    _run(state, from, length);
                    _lengths[worker] = Fitting(length, _lengths[worker], Stopwatch.GetElapsedTime(began));
                    Interlocked.Add(ref finished, length);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, workers).Select(worker => DeepThread.Start(() => Work(worker)))];
        try
        {
            foreach (Thread thread in threads)
            {
                while (progress is not null && !thread.Join(s_betweenReports)) progress(first + Interlocked.Read(ref finished));
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
        }
        foreach (Thread thread in threads) thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        Done += finished;
        progress?.Invoke(Done);
    }

    // A stretch that took less than it may says that longer ones are in order, four times at most.
    private static int Fitting(int length, int usual, TimeSpan took)
    {
        double fitting = length * (s_stretch / took);
        return (int)Math.Clamp(Math.Min(fitting, 4.0 * Math.Max(usual, length)), Shortest, Longest);
    }
}
