using ScenarioSim.Model;

namespace ScenarioSim.Randomness;

/// <summary>Runs in groups that share their assumptions and differ by luck alone: run n has the assumptions that run n / size would draw for itself.</summary>
/// <param name="scenario">Whose assumptions.</param>
/// <param name="seed">The seed of all draws.</param>
/// <param name="size">How many runs a group has; 1 or more.</param>
internal sealed class ModelPoints(Scenario scenario, ulong seed, int size) : DesignedPoints(Design.Random, long.MaxValue)
{
    private readonly Draws _draws = new(scenario, seed);

    private int Size { get; } = size;

    /// <inheritdoc/>
    public override IPoints Start() => new Last(this);

    /// <summary>Keeps the point of the group that was asked for last: runs come one after another.</summary>
    private sealed class Last(ModelPoints points) : IPoints
    {
        private double[] _point = [];
        private long _group = -1;

        public void Point(long run, Span<double> into)
        {
            long group = run / points.Size;
            if (group != _group)
            {
                if (_point.Length != into.Length) _point = new double[into.Length];
                for (int a = 0; a < _point.Length; a++) _point[a] = points._draws.Assumption(a).Draw(group, 0).First;
                _group = group;
            }
            _point.CopyTo(into);
        }
    }
}
