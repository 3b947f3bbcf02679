using ScenarioSim.App.Tui.Shell;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class StillTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => _now;

    public void Pass(TimeSpan time) => _now += (long)time.TotalMilliseconds;
}

/// <summary>Remembers what was asked of the terminal.</summary>
internal sealed class RecordingTerminal : ITerminal
{
    public List<string> Copied { get; } = [];

    public bool HasLeft { get; private set; }

    public bool? MouseIsOn { get; private set; }

    public int Repaints { get; private set; }

    public (string Path, int Line)? Edited { get; private set; }

    public void Copy(string text) => Copied.Add(text);

    public void Mouse(bool on) => MouseIsOn = on;

    public void Repaint() => Repaints++;

    public void Edit(string path, int line) => Edited = (path, line);

    public void Quit() => HasLeft = true;
}
