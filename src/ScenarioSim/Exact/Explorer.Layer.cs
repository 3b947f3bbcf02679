using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;

namespace ScenarioSim.Exact;

/// <content>What was found in some steps in a row, and reading it.</content>
internal sealed partial class Explorer<TKey>
{
    /// <inheritdoc/>
    public override Reader Reader(double[] assumptions) => new ReaderOf(this, assumptions);

    /// <summary>What grows while worlds are looked for.</summary>
    private sealed class Lists
    {
        public List<int> Out { get; } = [0];

        public List<int> Open { get; } = [0];

        public List<int> Targets { get; } = [];

        public List<int> Decisions { get; } = [];

        /// <summary>Takes back all but the first worlds.</summary>
        public void Cut(int worlds, int ways)
        {
            Out.RemoveRange(worlds + 1, Out.Count - worlds - 1);
            Open.RemoveRange(worlds + 1, Open.Count - worlds - 1);
            Targets.RemoveRange(ways, Targets.Count - ways);
            Decisions.RemoveRange(Open[^1], Decisions.Count - Open[^1]);
        }
    }

    private sealed class Layer : Graph
    {
        [SetsRequiredMembers]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public Layer(Explorer<TKey> of, KeyTable<TKey> table, int count, Lists lists, Begin beginning, int to, bool stopsAtOnce, bool isCut)
        {
            (Beginning, From, To, IsCut, Before, Count, StopsAtOnce) = (beginning, beginning.From, to, isCut, beginning.Before, count, stopsAtOnce);
            Keys = table.Keys;
            Out = [.. lists.Out];
            Open = [.. lists.Open];
            Targets = [.. lists.Targets];
            Decisions = [.. lists.Decisions];
            Dated = [.. lists.Decisions.Where(d => of._origins[d] is { Dated: true }).Distinct()];
            Stops = new bool[count];
            for (int world = 0; world < count; world++) Stops[world] = stopsAtOnce || of.Stops(ref Keys[world]);
            int tracks = of._choices.Length;
            Leaves = new int[count * tracks];
            for (int track = 0; track < tracks; track++)
            {
                Field field = of._setting.Tracks[track];
                TrackStates states = of._setting.States[track];
                int[] leaves = [.. Enumerable.Range(0, states.Count).Select(states.Leaf)];
                for (int world = 0; world < count; world++) Leaves[(world * tracks) + track] = leaves[Keys<TKey>.Get(ref Keys[world], field)];
            }
            In = new int[count + 1];
            foreach (int target in Targets) In[target + 1]++;
            for (int world = 0; world < count; world++) In[world + 1] += In[world];
            int[] next = In[..count];
            Sources = new int[Targets.Length];
            Places = new int[Targets.Length];
            for (int world = 0; world < Out.Length - 1; world++)
            {
                for (int way = Out[world]; way < Out[world + 1]; way++)
                {
                    int place = next[Targets[way]]++;
                    Places[way] = place;
                    Sources[place] = world;
                }
            }
        }

        public TKey[] Keys { get; }

        /// <summary>The worlds that can be there after the last step, without those that stop.</summary>
        public int[] Front()
        {
            var here = new bool[Count];
            Array.Fill(here, true, 0, Before.Length);
            for (int step = From; step <= To; step++)
            {
                var next = new bool[Count];
                for (int world = 0; world < Expanded; world++)
                {
                    if (!here[world]) continue;
                    for (int way = Out[world]; way < Out[world + 1]; way++) next[Targets[way]] = true;
                }
                if (next.AsSpan().SequenceEqual(here)) break;
                here = next;
            }
            return [.. Enumerable.Range(0, Count).Where(w => here[w] && !Stops[w])];
        }
    }

    private sealed class ReaderOf : Reader
    {
        private readonly Explorer<TKey> _of;
        private readonly World _world;
        private readonly List<Branch> _branches = [];
        private Decisions? _decisions;

        public ReaderOf(Explorer<TKey> of, double[] assumptions)
        {
            (_of, _world) = (of, of._setting.NewWorld());
            assumptions.CopyTo(_world.Assumptions, 0);
        }

        public override Decisions Decisions => _decisions is { } moved && moved.Count == _of.Decisions.Count ? moved : _of.Decisions;

        public override void Move(double[] assumptions)
        {
            _world.Clear();
            assumptions.CopyTo(_world.Assumptions, 0);
            _decisions = _of.Decisions.Copy();
            for (int d = 0; d < _decisions.Count; d++)
            {
                if (_of._origins[d] is { Dated: false } origin) Work(d, origin, origin.Step);
            }
        }

        public override bool Move(Graph graph, int step)
        {
            if (graph.Dated.Length == 0) return false;
            if (_decisions is null || _decisions.Count < _of.Decisions.Count) _decisions = Grown();
            foreach (int decision in graph.Dated) Work(decision, _of._origins[decision]!, step);
            return true;
        }

        public override double[] Values(Graph graph, Formula formula, int step)
        {
            var layer = (Layer)graph;
            TKey mask = _of.Mask(Dependence.Of([formula.Expression]));
            var known = new KeyTable<TKey>();
            var values = new List<double>();
            var result = new double[graph.Count];
            _world.GoTo(step);
            for (int world = 0; world < result.Length; world++)
            {
                TKey part = Keys<TKey>.And(ref layer.Keys[world], ref mask);
                int at = known.Number(ref part, out bool isNew);
                if (isNew)
                {
                    _of.Restore(ref layer.Keys[world], _world, deciding: false);
                    values.Add(formula.Value(_world));
                }
                result[world] = values[at];
            }
            return result;
        }

        public override double[] Extremes(Graph graph)
        {
            var layer = (Layer)graph;
            Field field = _of._setting.Extreme!.Value;
            return [.. Enumerable.Range(0, graph.Count).Select(w => _of._extremes[Keys<TKey>.Get(ref layer.Keys[w], field)])];
        }

        public override bool[] Noted(Graph graph, int number)
        {
            var layer = (Layer)graph;
            Field field = _of._setting.Noted[number];
            var noted = new bool[graph.Count];
            for (int world = 0; world < noted.Length; world++) noted[world] = Keys<TKey>.Get(ref layer.Keys[world], field) != 0;
            return noted;
        }

        // Decisions met since the last copy are as they were explored.
        private Decisions Grown()
        {
            Decisions grown = _of.Decisions.Copy();
            for (int d = 0; d < (_decisions?.Count ?? 0); d++) _decisions!.Of(d).CopyTo(grown.Of(d));
            return grown;
        }

        private void Work(int decision, Origin origin, int step)
        {
            _world.GoTo(step);
            TKey key = origin.Key;
            _of.Restore(ref key, _world, deciding: true);
            _branches.Clear();
            _of._choices[origin.Track].Branches(Keys<TKey>.Get(ref key, _of._setting.Tracks[origin.Track]), _world, _branches);
            Span<double> into = _decisions!.Of(decision);
            into.Clear();
            for (int b = 0; b < _branches.Count; b++)
            {
                if (origin.Options[b] >= 0) into[origin.Options[b]] += _branches[b].Probability;
            }
        }
    }
}
