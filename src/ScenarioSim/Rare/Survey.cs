using ScenarioSim.Compiler;
using ScenarioSim.Simulation;

namespace ScenarioSim.Rare;

/// <summary>Watches plain runs: how the two sides of each comparison move, for the importance to know how far is far.</summary>
internal sealed class Survey : IImportance
{
    private readonly RoughChance[] _pupils;
    private readonly double[] _margins;
    private int _step;

    /// <param name="pupils">The importances that learn from it; all are of the same outcome.</param>
    /// <param name="lastStep">The scenario's last step.</param>
    public Survey(IReadOnlyList<RoughChance> pupils, int lastStep)
    {
        _pupils = [.. pupils];
        _margins = new double[_pupils[0].Comparisons.Count];
        Every = Math.Max(1, lastStep / 32);
    }

    /// <inheritdoc/>
    public int Every { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Asked => [];

    /// <inheritdoc/>
    public bool Concerns(ulong tracks, ulong indicators) => false;

    /// <inheritdoc/>
    public double Hazard(int track) => 0;

    /// <inheritdoc/>
    public (double Low, double High) Pick(int track) => default;

    /// <inheritdoc/>
    public double Of(World world, int step)
    {
        for (int i = 0; i < _margins.Length; i++)
        {
            double margin = _pupils[0].Comparisons[i].Margin(world);
            foreach (RoughChance pupil in step > 0 ? _pupils : []) pupil.Comparisons[i].Learn(_margins[i], margin, step - _step);
            _margins[i] = margin;
        }
        _step = step;
        return 0;
    }
}
