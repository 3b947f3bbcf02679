namespace ScenarioSim.App.Tui;

/// <summary>What a drawing found out about one list: how much of it is seen.</summary>
public sealed class Scroll
{
    /// <summary>The first line shown.</summary>
    public int Top { get; set; }

    /// <summary>Lines that fit.</summary>
    public int Height { get; set; }

    /// <summary>Lines there are.</summary>
    public int Count { get; set; }

    /// <summary>Moves by lines, no further than there is something to see.</summary>
    public void By(int lines) => Top = Math.Clamp(Top + lines, 0, Math.Max(0, Count - Height));

    /// <summary>Whether some of it is out of sight.</summary>
    public bool IsCut => Count > Height;

    /// <summary>Takes the sizes of the moment and keeps a line in sight.</summary>
    public void Fit(int count, int height, int? line = null)
    {
        (Count, Height) = (count, height);
        if (line is { } at && height > 0) Top = Math.Clamp(Top, Math.Max(0, at - height + 1), Math.Max(0, at));
        By(0);
    }
}

/// <summary>The scroll positions by list. The one thing that drawing may change: sizes are known only there.</summary>
public sealed class Scrolls
{
    private readonly Dictionary<string, Scroll> _scrolls = [];
    private readonly Dictionary<string, string> _items = [];

    /// <summary>The position of a list.</summary>
    public Scroll this[string list]
    {
        get
        {
            if (!_scrolls.TryGetValue(list, out var scroll)) _scrolls[list] = scroll = new Scroll();
            return scroll;
        }
    }

    /// <summary>The position of the detail of a list, which begins anew with each other item.</summary>
    /// <param name="list">The list.</param>
    /// <param name="item">What of it is shown.</param>
    /// <param name="begin">The line that is to be seen first.</param>
    public Scroll Of(string list, string item, int begin = 0)
    {
        var scroll = this["detail of " + list];
        if (_items.TryGetValue(list, out string? last) && last == item) return scroll;
        _items[list] = item;
        scroll.Top = begin;
        return scroll;
    }

    /// <summary>The detail on the screen: <c>J</c> and <c>K</c> move it. One of no lines where there is none.</summary>
    public Scroll Detail { get; set; } = new();
}
