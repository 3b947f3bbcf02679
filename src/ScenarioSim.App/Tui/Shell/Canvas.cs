using ScenarioSim.App.Tui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>The one view that Terminal.Gui sees: it shows a surface and hands on keys and the mouse.</summary>
internal sealed class Canvas : Window
{
    private readonly Desk _desk;
    private readonly Paint _paint;
    private Surface? _shown;

    public Canvas(Desk desk, Colours colours)
    {
        (_desk, _paint) = (desk, new Paint(colours, desk.Model.Options.Glyphs));
        BorderStyle = Terminal.Gui.Drawing.LineStyle.None;
        X = Y = 0;
        Width = Dim.Fill();
        Height = Dim.Fill();
        CanFocus = true;
        SetScheme(new Terminal.Gui.Drawing.Scheme(_paint.Of(Style.Plain)));
    }

    /// <summary>Draws anew if anything looks other than it is shown; nothing is sent to the terminal otherwise.</summary>
    public void ShowChanges()
    {
        if (_shown is null || !Drawn().LooksLike(_shown)) SetNeedsDraw();
    }

    /// <summary>Paints every row at the next drawing: the terminal does not show what was painted before.</summary>
    public void Forget()
    {
        _shown = null;
        SetNeedsDraw();
    }

    /// <inheritdoc/>
    protected override bool OnClearingViewport() => true;

    /// <inheritdoc/>
    protected override bool OnDrawingContent(DrawContext? context)
    {
        var surface = Drawn();
        bool all = _shown is null || _shown.Width != surface.Width || _shown.Height != surface.Height;
        for (int y = 0; y < surface.Height; y++)
        {
            // Only rows that changed: a terminal over a slow line does not flicker.
            if (all || !surface.RowLooksLike(_shown!, y)) Row(surface, y);
        }
        _shown = surface;
        return true;
    }

    private Surface Drawn() => _desk.Draw(Math.Max(1, Viewport.Width), Math.Max(1, Viewport.Height));

    /// <inheritdoc/>
    protected override bool OnKeyDown(Key key)
    {
        if (key == Key.Z.WithCtrl) return false; // suspends, as everywhere
        foreach (string name in KeyNames.All(key))
        {
            _desk.Press(name);
            ShowChanges();
        }
        // Nothing below may act on a key: Esc would otherwise end the program, F10 open a menu that is not there.
        return true;
    }

    /// <inheritdoc/>
    protected override bool OnMouseEvent(Mouse mouse)
    {
        if (mouse.Position is not { } at || !_desk.Model.Mouse) return true;
        if (mouse.Flags.HasFlag(MouseFlags.WheeledDown)) _desk.Wheel(at.X, at.Y, 1);
        else if (mouse.Flags.HasFlag(MouseFlags.WheeledUp)) _desk.Wheel(at.X, at.Y, -1);
        else if (mouse.Flags.HasFlag(MouseFlags.LeftButtonDoubleClicked)) _desk.Click(at.X, at.Y, twice: true);
        else if (mouse.Flags.HasFlag(MouseFlags.LeftButtonClicked)) _desk.Click(at.X, at.Y, twice: false);
        else return true;
        ShowChanges();
        return true;
    }

    // One string a style, not one a cell: a redraw costs milliseconds either way, and a tenth of the garbage.
    private void Row(Surface surface, int y)
    {
        var text = new System.Text.StringBuilder();
        int start = 0;
        for (int x = 0; x <= surface.Width; x++)
        {
            if (x == surface.Width || (x > start && surface[x, y].Style != surface[start, y].Style))
            {
                SetAttribute(_paint.Of(surface[start, y].Style));
                Move(start, y);
                AddStr(text.ToString());
                text.Clear();
                start = x;
            }
            if (x < surface.Width) text.Append(_paint.Text(surface[x, y].Text));
        }
    }
}
