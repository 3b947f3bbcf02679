using System.Diagnostics;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Analysis;

/// <summary>Shares run numbers among threads, in stretches: what has been done is always a first part of the numbers.</summary>
/// <remarks>
/// Threads take the next stretch when they are free, sized to take about ten milliseconds: that is soon stopped, and costs nothing to share. Where even the shortest takes longer, as for runs of thousands of tracks or steps,
/// each is counted by itself and added when all before it are there; stopping then ends stretches in their midst, and what is beyond the first of those is given up.
/// </remarks>
/// <typeparam name="TEngine">What makes runs: one a thread.</typeparam>
/// <typeparam name="TCounts">What runs are counted in: sums of which the order does not matter.</typeparam>
internal sealed class Workers<TEngine, TCounts>
    where TEngine : class
    where TCounts : class
{
    // In the first stretch, and in the shortest: a run may take seconds, but a block of lanes takes as long for one run as for sixteen.
    private const int Shortest = PackedDraws.Lanes;

    private const int Longest = 1 << 16;
    private static readonly TimeSpan s_stretch = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_betweenReports = TimeSpan.FromMilliseconds(100);

    private readonly Func<TEngine> _make;
    private readonly Func<TCounts> _count;
    private readonly Func<TEngine, TCounts, long, int, CancellationToken, int> _run;
    private readonly Action<TCounts, TCounts> _merge;
    private readonly Func<TimeSpan> _clock;
    private readonly TEngine?[] _engines;
    private readonly TCounts?[] _counts;
    private readonly int[] _lengths;
    private readonly Lock _gate = new();

    // Until a stretch has been short: those that were counted by themselves and wait for one before them, and the sum of the others, which stays.
    private readonly SortedDictionary<long, (int Length, TCounts Counts)> _waiting = [];
    private TCounts? _kept;
    private bool _areShort;

    /// <param name="threads">How many threads.</param>
    /// <param name="make">Makes a thread's engine, on that thread.</param>
    /// <param name="count">Begins to count.</param>
    /// <param name="run">Makes and counts runs: the first, and how many; gives how many it has, as <see cref="MakeRuns"/> does.</param>
    /// <param name="merge">Adds the second counts to the first.</param>
    /// <param name="clock">The time from some beginning, by which stretches are sized; null: the machine's.</param>
    public Workers(int threads, Func<TEngine> make, Func<TCounts> count, Func<TEngine, TCounts, long, int, CancellationToken, int> run, Action<TCounts, TCounts> merge, Func<TimeSpan>? clock = null)
    {
        (_engines, _counts, _lengths) = (new TEngine?[threads], new TCounts?[threads], new int[threads]);
        (_make, _count, _run, _merge) = (make, count, run, merge);
        _clock = clock ?? (static () => Stopwatch.GetElapsedTime(0));
        Array.Fill(_lengths, Shortest);
    }

    /// <summary>How many runs have been made.</summary>
    public long Done { get; private set; }

    /// <summary>What has been counted, in parts.</summary>
    public IEnumerable<TCounts> Counts => _counts.Append(_kept).OfType<TCounts>();

    /// <summary>Makes so many more runs, or fewer when cancelled.</summary>
    /// <remarks>All in one go rather than in pieces, whatever is to be told meanwhile: at the end of each the threads would wait for each other, and lanes run empty.</remarks>
    /// <param name="runs">How many.</param>
    /// <param name="cancellation">Stops it when the stretches under way have ended.</param>
    /// <param name="cut">Stops it soon, long stretches in their midst.</param>
    /// <param name="progress">Given how many runs have been made in all, now and then and at the end, on the calling thread.</param>
    /// <exception cref="Exception">What an engine or the progress threw; this is not to be used again then.</exception>
    public void Advance(long runs, Action<long>? progress, CancellationToken cancellation, CancellationToken cut)
    {
        long first = Done;
        long end = first + runs;
        long next = first;
        long finished = 0;
        Exception? failure = null;
        int workers = (int)Math.Clamp(runs / Sharing.Worthwhile, 1, _engines.Length);
        // Stops stretches in their midst: as long as none is counted where it cannot be taken back.
        using var midst = new CancellationTokenSource();
        void Cut()
        {
            lock (_gate)
            {
                if (!_areShort) midst.Cancel();
            }
        }

        using CancellationTokenRegistration cutting = cut.Register(Cut);

        void Work(int worker)
        {
            try
            {
                while (!cancellation.IsCancellationRequested && !cut.IsCancellationRequested && Volatile.Read(ref failure) is null)
                {
                    // Towards the end in shorter pieces, so that all threads finish together.
                    long share = (end - Volatile.Read(ref next)) / (2 * workers);
                    int length = (int)Math.Clamp(Math.Min(_lengths[worker], Math.Max(share, Sharing.Worthwhile)), Shortest, Longest);
                    long from = Interlocked.Add(ref next, length) - length;
                    if (from >= end) break;
                    length = (int)Math.Min(length, end - from);
                    TimeSpan began = _clock();
                    TEngine engine = _engines[worker] ??= _make();
                    if (Volatile.Read(ref _areShort))
                    {
                        _run(engine, _counts[worker] ??= _count(), from, length, CancellationToken.None);
                        Interlocked.Add(ref finished, length);
                    }
                    else
                    {
                        TCounts own = _count();
                        int made = _run(engine, own, from, length, midst.Token);
                        if (made > 0) Keep(from, made, own, isShort: made == length && length >= Shortest && _clock() - began < s_stretch);
                        if (made < length)
                        {
                            _engines[worker] = null;
                            break;
                        }
                    }
                    _lengths[worker] = Fitting(length, _lengths[worker], _clock() - began);
                }
            }
            catch (OperationCanceledException) when (midst.IsCancellationRequested)
            {
                // What was counted is of no use.
                _engines[worker] = null;
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
                Cut();
            }
        }

        // Adds what was counted, and all that waited for it. Once stretches are short none is given up any more, and what was begun before, by whatever thread, may be counted past this: so nothing waits.
        void Keep(long from, int length, TCounts own, bool isShort)
        {
            lock (_gate)
            {
                if (isShort && !midst.IsCancellationRequested) Volatile.Write(ref _areShort, true);
                _waiting.Add(from, (length, own));
                while (_waiting.Count > 0 && _waiting.First() is { Key: var at, Value: var counted } && (_areShort || _lead == at))
                {
                    if (_kept is null) _kept = counted.Counts;
                    else _merge(_kept, counted.Counts);
                    _waiting.Remove(at);
                    _lead += counted.Length;
                    Interlocked.Add(ref finished, counted.Length);
                }
            }
        }

        _lead = first;
        IReadOnlyList<Thread> threads = DeepThread.Several(workers, Work);
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
            Cut();
        }
        foreach (Thread thread in threads) thread.Join();
        _waiting.Clear();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        Done += finished;
        progress?.Invoke(Done);
    }

    // The run before which all that are counted by themselves have been added.
    private long _lead;

    // A stretch that took less than it may says that longer ones are in order, four times at most.
    private static int Fitting(int length, int usual, TimeSpan took)
    {
        double fitting = length * (s_stretch / took);
        return (int)Math.Clamp(Math.Min(fitting, 4.0 * Math.Max(usual, length)), Shortest, Longest);
    }
}

/// <summary>How runs are shared among threads, whatever counts them.</summary>
internal static class Sharing
{
    /// <summary>So many runs are worth a thread, and no stretch is made shorter than that to finish together.</summary>
    public const int Worthwhile = 64;
}
