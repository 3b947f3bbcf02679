namespace ScenarioSim.App.Tui.Shell;

/// <summary>News on their way from the engine to the screen. News that replace earlier ones do so here already, so that a screen that does not come to read never holds more than one of a kind.</summary>
public sealed class Mailbox
{
    private readonly Lock _gate = new();
    private readonly List<(object? Kind, Act Act)> _news = [];
    private Action? _wake;
    private bool _isWoken;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _news.Count;
        }
    }

    /// <summary>Puts news in; of one kind (not null) only the last is kept.</summary>
    public void Put(object? kind, Act act)
    {
        Action? wake;
        lock (_gate)
        {
            if (kind is not null) _news.RemoveAll(n => Equals(n.Kind, kind));
            _news.Add((kind, act));
            wake = _isWoken ? null : _wake;
            _isWoken |= wake is not null;
        }
        wake?.Invoke();
    }

    /// <summary>Names what is called when there are news; null while nobody reads.</summary>
    public void Reader(Action? wake)
    {
        lock (_gate)
        {
            _wake = wake;
            _isWoken = wake is not null && _news.Count > 0;
            if (!_isWoken) return;
        }
        wake!();
    }

    /// <summary>Takes all out, oldest first.</summary>
    public IReadOnlyList<Act> Take()
    {
        lock (_gate)
        {
            _isWoken = false;
            List<Act> acts = [.. _news.Select(n => n.Act)];
            _news.Clear();
            return acts;
        }
    }
}
