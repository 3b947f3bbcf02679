using System.Runtime.CompilerServices;
using ScenarioSim.Compiler;
using ScenarioSim.Model;

namespace ScenarioSim.Exact;

/// <content>What tracks may do in worlds, worked out once for every content of the parts that they look at.</content>
internal sealed partial class Explorer<TKey>
{
    private readonly List<Option> _options = [];
    private readonly List<int> _firstOption = [0];
    private readonly List<int> _simple = []; // by decision: the state that surely follows without an effect, or -1
    private readonly List<Origin?> _origins = []; // by decision: where it can be worked out anew; null where it is the same at every point
    private readonly List<double> _extremes = [];
    private readonly Dictionary<long, int> _extremeNumbers = [];

    /// <summary>What a track may come to in a step.</summary>
    private readonly record struct Option(int State, int Effects);

    /// <summary>A world in which a decision was met, and to which option each branch leads.</summary>
    private sealed record Origin(TKey Key, int Track, int Step, int[] Options, bool Dated);

    /// <summary>The decisions of one track.</summary>
    private sealed class TrackChoices
    {
        private readonly Explorer<TKey> _of;
        private readonly Track _track;
        private readonly Field _field;
        private readonly TrackStates _states;
        private readonly KeyTable<TKey> _known = new();
        private readonly KeyTable<TKey> _knownDated = new();
        private readonly List<int> _decisions = [];
        private readonly List<int> _decisionsDated = [];
        private readonly LeafChoices?[] _leaves;
        private readonly List<LeafChoices> _byState = [];

        public TrackChoices(Explorer<TKey> of, Track track)
        {
            (_of, _track) = (of, track);
            _field = of._setting.Tracks[track.Index];
            _states = of._setting.States[track.Index];
            _leaves = new LeafChoices?[track.States.Count];
        }

        private sealed record LeafChoices(LeafPlan Plan, bool Dated, bool Varies, bool VariesByDate)
        {
            public TKey Mask;
        }

        /// <summary>What is decided in a world; the explorer's world is at the step.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Decide(ref TKey key)
        {
            int state = Keys<TKey>.Get(ref key, _field);
            LeafChoices leaf = state < _byState.Count ? _byState[state] : Met(state);
            TKey part = Keys<TKey>.And(ref key, ref leaf.Mask);
            int known = (leaf.Dated ? _knownDated : _known).Number(ref part, out bool isNew);
            if (isNew) (leaf.Dated ? _decisionsDated : _decisions).Add(Made(ref key, state, leaf));
            return (leaf.Dated ? _decisionsDated : _decisions)[known];
        }

        /// <summary>Forgets what the date has a say in.</summary>
        public void ForgetDated()
        {
            _knownDated.Clear();
            _decisionsDated.Clear();
        }

        /// <summary>The branches in a world that has been put into <paramref name="world"/>.</summary>
        public void Branches(int state, World world, List<Branch> into) =>
            _of._setting.Choices.Of(_byState[state].Plan, _states, state, _track.Repeats, world, into);

        private LeafChoices Met(int state)
        {
            while (_byState.Count <= state) _byState.Add(Leaf(_states.Leaf(_byState.Count)));
            return _byState[state];
        }

        private LeafChoices Leaf(int leaf)
        {
            ref LeafChoices? known = ref _leaves[leaf - _of._plan.FirstState[_track.Index]];
            if (known is not null) return known;
            LeafPlan plan = _of._plan.Leaf(leaf);
            Alternative[] all = [.. plan.Due, .. plan.Standing];
            IEnumerable<Formula?> formulas = all.SelectMany(a =>
                a.Transition.Shares.Append(a.Transition.When).Append(a.Transition.Likelihood).Concat(a.Moves.SelectMany(m => m.Effects).Select(e => e.Amount)));
            var reads = Dependence.Of(formulas.Where(f => f is not null).Select(f => f!.Expression));
            Varying varying = _of._setting.Varying;
            bool dated = reads.Date || _states.Turns || Array.Exists(all, a => a.Transition.On is not null);
            known = new LeafChoices(plan, dated, varying.Any(plan), varying.Dated(plan)) { Mask = _of.Mask(reads) };
            Keys<TKey>.Include(ref known.Mask, _field);
            return known;
        }

        private int Made(ref TKey key, int state, LeafChoices leaf)
        {
            World world = _of._world;
            _of.Restore(ref key, world, deciding: true);
            bool late = world.Step >= _of._setting.Timings.Turn;
            var branches = new List<Branch>();
            Branches(state, world, branches);
            var options = new List<Option>();
            var probabilities = new List<double>();
            var byBranch = new int[branches.Count];
            for (int b = 0; b < branches.Count; b++)
            {
                byBranch[b] = -1;
                if (!leaf.Varies && branches[b].Probability <= 0) continue;
                var option = new Option(_states.After(state, branches[b], late), _of._effects.List(branches[b].Move?.Effects ?? [], world));
                int at = options.IndexOf(option);
                if (at < 0)
                {
                    at = options.Count;
                    options.Add(option);
                    probabilities.Add(0);
                }
                probabilities[at] += branches[b].Probability;
                byBranch[b] = at;
            }
            _of._options.AddRange(options);
            _of._firstOption.Add(_of._options.Count);
            _of._simple.Add(options.Count == 1 && options[0].Effects == 0 ? options[0].State : -1);
            _of._origins.Add(leaf.Varies && options.Count > 1 ? new Origin(key, _track.Index, world.Step, byBranch, leaf.VariesByDate) : null);
            _of.Decisions.Add([.. probabilities]);
            return _of._simple.Count - 1;
        }
    }

    /// <summary>A formula, worked out once for every content of the parts that it looks at.</summary>
    private sealed class Known
    {
        private readonly Explorer<TKey> _of;
        private readonly Formula _formula;
        private readonly int _flow;
        private readonly bool _dated;
        private readonly KeyTable<TKey> _known = new();
        private readonly List<double> _values = [];
        private readonly List<int> _numbers = [];
        private TKey _mask;

        public Known(Explorer<TKey> of, Formula formula)
        {
            (_of, _formula) = (of, formula);
            var reads = Dependence.Of([formula.Expression]);
            (_mask, _dated) = (of.Mask(reads), reads.Date);
            _flow = of._plan.Indicators.ToList().FindIndex(i => ReferenceEquals(i.Flow, formula));
        }

        /// <summary>Its value in a world.</summary>
        public double Value(ref TKey key) => _values[Find(ref key)];

        /// <summary>The number of its value as a flow.</summary>
        public int Number(ref TKey key) => _numbers[Find(ref key)];

        /// <summary>Forgets what the date has a say in.</summary>
        public void ForgetDated()
        {
            if (!_dated) return;
            _known.Clear();
            _values.Clear();
            _numbers.Clear();
        }

        private int Find(ref TKey key)
        {
            TKey part = Keys<TKey>.And(ref key, ref _mask);
            int at = _known.Number(ref part, out bool isNew);
            if (!isNew) return at;
            _of.Restore(ref key, _of._world, deciding: _flow >= 0);
            double value = _formula.Value(_of._world);
            _values.Add(value);
            _numbers.Add(_flow >= 0 ? _of._effects.Flow(_flow, value) : 0);
            return at;
        }
    }
}
