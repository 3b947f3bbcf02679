namespace ScenarioSim.Analysis;

/// <summary>Threads with room for expressions that nest some thousands deep, whatever the system gives to threads: whatever plans, compiles or works out a scenario runs on one.</summary>
public static class DeepThread
{
    // Only what is used of it becomes memory.
    private const int Stack = 64 << 20;

    /// <summary>Begins some work on a thread of its own, which does not keep the process alive.</summary>
    /// <param name="work">The work; what it throws ends the process.</param>
    /// <param name="name">The thread's name.</param>
    public static Thread Start(Action work, string? name = null)
    {
        var thread = new Thread(() => work(), Stack) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    /// <summary>Begins the same work on several threads, which share it; on fewer where the system gives no more.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="work">The work, given the thread's place.</param>
    /// <exception cref="Exception">The system gives not even one.</exception>
    public static IReadOnlyList<Thread> Several(int count, Action<int> work)
    {
        var threads = new List<Thread>(count);
        for (int i = 0; i < count; i++)
        {
            int place = i;
            try
            {
                threads.Add(Start(() => work(place)));
            }
            catch (Exception e) when (i > 0 && e is (OutOfMemoryException or ThreadStartException))
            {
                break;
            }
        }
        return threads;
    }

    /// <summary>Does some work and waits for it; what it throws is thrown here.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">The work.</param>
    public static T Run<T>(Func<T> work) => Begin(work).GetAwaiter().GetResult();

    /// <summary>Begins some work that something comes of.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">The work; what it throws is the task's failure.</param>
    public static Task<T> Begin<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Start(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        });
        return result.Task;
    }
}
