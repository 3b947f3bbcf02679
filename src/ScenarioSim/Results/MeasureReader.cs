using System.Runtime.CompilerServices;
using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>Reads one measure off one run, step by step; all engines use it, so that they add in the same order.</summary>
/// <remarks>
/// A value that stays the same is added once, multiplied by the number of its steps, so an engine may leave out steps in which nothing changes.
/// Durations are turned into days as they come in.
/// </remarks>
public struct MeasureReader
{
    private readonly Reading _reading;
    private readonly bool _addsUp;
    private readonly double _unit;
    private double _sum;
    private double _last;
    private int _since;

    /// <param name="measure">The measure.</param>
    public MeasureReader(Measure measure)
    {
        _reading = measure.Reading;
        _addsUp = _reading is Reading.Mean or Reading.Total or Reading.ShareOfTime;
        _unit = measure.Of.Kind == Kind.Duration ? Clock.Day : 1;
        Until = _reading == Reading.By ? measure.Step : int.MaxValue;
        Start();
    }

    /// <summary>Whether the value is looked at while the run goes on; false for <see cref="Reading.Final"/>, which only wants the end, and for <see cref="Reading.At"/>, which wants one step.</summary>
    public readonly bool Follows => _reading is not (Reading.Final or Reading.At);

    /// <summary>Whether the value in the run's last step is wanted.</summary>
    public readonly bool WantsEnd => _reading == Reading.Final;

    /// <summary>The last step whose value is looked at.</summary>
    public int Until { get; }

    /// <summary>Begins a run.</summary>
    public void Start()
    {
        _sum = _reading is Reading.TimeTo ? double.NaN : 0;
        _last = double.NaN;
        _since = 0;
    }

    /// <summary>The value of the measure's expression in a step; may be left out where it is what it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Read(double value, int step, double days)
    {
        if (value == _last) return;
        Take(value, step, days);
    }

    /// <summary>The same, with the days worked out only where they may matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Read(double value, int step, Clock clock)
    {
        if (value == _last) return;
        if (_addsUp) AddUp(value, step);
        else Take(value, step, _reading == Reading.TimeTo ? clock.DayOf(step) : 0);
    }

    /// <summary>The value in the one step that <see cref="Reading.At"/> wants.</summary>
    public void ReadOnce(double value) => _sum = value;

    /// <summary>Ends the run.</summary>
    /// <param name="final">The value of the expression in the last step; only read for <see cref="Reading.Final"/>.</param>
    /// <param name="lastStep">L.</param>
    public readonly double Result(double final, int lastStep) => _reading switch
    {
        Reading.Final => final / _unit,
        Reading.TimeTo => _sum,
        Reading.At or Reading.By => _sum,
        Reading.Max or Reading.Min => _last / _unit,
        Reading.Total => Total(lastStep),
        _ => Total(lastStep) / (lastStep + 1),
    };

    private void Take(double value, int step, double days)
    {
        switch (_reading)
        {
            case Reading.TimeTo:
                if (double.IsNaN(_sum) && value != 0) _sum = days;
                _last = value;
                break;
            case Reading.By:
                if (value != 0) _sum = 1;
                _last = value;
                break;
            case Reading.Max:
                if (!(value <= _last)) _last = value;
                break;
            case Reading.Min:
                if (!(value >= _last)) _last = value;
                break;
            default:
                AddUp(value, step);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddUp(double value, int step)
    {
        _sum = Total(step - 1);
        _last = value;
        _since = step;
    }

    private readonly double Total(int lastStep) => double.IsNaN(_last) ? _sum : _sum + (_last / _unit * (lastStep + 1 - _since));
}
