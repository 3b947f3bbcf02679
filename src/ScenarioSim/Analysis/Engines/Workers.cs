namespace ScenarioSim.Analysis;

/// <summary>Shares run numbers among threads, in chunks, each of which is finished once begun: what has been done is always a first stretch of the numbers.</summary>
/// <typeparam name="T">What each thread keeps to itself: its engines and its tally.</typeparam>
internal sealed class Workers<T>
    where T : class
{
    /// <summary>Runs in a chunk: few enough that a slow scenario can be stopped soon, enough that sharing costs nothing.</summary>
    public const int Chunk = 64;

    // Expressions may nest some thousands deep; only what is used of it becomes memory.
    private const int Stack = 64 << 20;

    private readonly Func<T> _make;
    private readonly Action<T, long> _run;
    private readonly T?[] _states;

    /// <param name="threads">How many threads.</param>
    /// <param name="make">Makes a thread's state, on that thread.</param>
    /// <param name="run">Makes and counts one run.</param>
    public Workers(int threads, Func<T> make, Action<T, long> run) => (_states, _make, _run) = (new T?[threads], make, run);

    /// <summary>How many runs have been made.</summary>
    public long Done { get; private set; }

    /// <summary>What the threads keep.</summary>
    public IEnumerable<T> States => _states.OfType<T>();

    /// <summary>Makes so many more runs, or fewer when cancelled.</summary>
    public void Advance(long runs, CancellationToken cancellation)
    {
        long first = Done;
        long end = first + runs;
        long chunks = (runs + Chunk - 1) / Chunk;
        long next = -1;
        long finished = 0;
        Exception? failure = null;
        void Work(int worker)
        {
            try
            {
                T state = _states[worker] ??= _make();
                long mine = 0;
                while (!cancellation.IsCancellationRequested && Volatile.Read(ref failure) is null)
                {
                    long chunk = Interlocked.Increment(ref next);
                    if (chunk >= chunks) break;
                    long stop = Math.Min(end, first + ((chunk + 1) * Chunk));
                    for (long run = first + (chunk * Chunk); run < stop; run++) _run(state, run);
                    mine += stop - first - (chunk * Chunk);
                }
                Interlocked.Add(ref finished, mine);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }

        int workers = (int)Math.Min(_states.Length, Math.Max(1, chunks));
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(worker => new Thread(() => Work(worker), Stack) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        Done += finished;
    }
}
