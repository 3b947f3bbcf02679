using System.Diagnostics;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Lets the loop of the screen sleep until there is something to do: Terminal.Gui's own looks sixty times a second, and its waits cost more than the looking.</summary>
internal sealed class Rest : IDisposable
{
    // Saves, messages that go and, where no signal tells of it, a new size are seen at a look only.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(250);

    // What follows a key, as the end of a sequence that Esc begins, is a matter of some looks in a row; so is the beginning, when the terminal answers what it is.
    private static readonly TimeSpan s_awake = TimeSpan.FromMilliseconds(200), s_beginning = TimeSpan.FromSeconds(2), s_next = TimeSpan.FromMilliseconds(16);
    private readonly AutoResetEvent _wake = new(false);
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private TimeSpan _until = s_beginning;
    private volatile bool _isOver, _hasInput;
    private bool _looksOften;

    /// <summary>Whether the loop is about to end: nothing may wait any more.</summary>
    public bool IsOver => _isOver;

    /// <summary>Nobody tells of what is typed: it has to be looked for.</summary>
    public void LookOften() => _looksOften = true;

    /// <summary>There is something to do.</summary>
    public void Wake()
    {
        try
        {
            _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // A signal or the engine, as the screen was given back: the next one is told, or nobody any more.
        }
    }

    /// <summary>Something was typed, or the mouse moved.</summary>
    public void Input()
    {
        _hasInput = true;
        Wake();
    }

    /// <summary>Sleeps until woken, or a quarter of a second.</summary>
    public void Sleep()
    {
        if (_hasInput) (_hasInput, _until) = (false, _since.Elapsed + s_awake);
        if (!_isOver) _wake.WaitOne(_looksOften || _since.Elapsed < _until ? s_next : s_longest);
    }

    /// <summary>The loop ends.</summary>
    public void Over()
    {
        _isOver = true;
        _wake.Set();
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();
}
