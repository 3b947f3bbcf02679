using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScenarioSim.Compiler;
using ScenarioSim.Randomness;
using ScenarioSim.Simulation.Lanes;

namespace ScenarioSim.Simulation;

/// <summary>
/// Draws for as many runs in a row as the machine's vectors have room for: of assumptions, and of the stays that were often wanted so far, at once; of other stays when the first of the runs wants one.
/// Runs that do not follow each other share nothing. For one thread.
/// </summary>
internal sealed unsafe class SharedLuck
{
    // The first visits of a state are drawn together; later ones are too rare to be wanted by other runs too.
    private const int Visits = 2;

    // A stay that is wanted in so many of the first stretches is drawn at the beginning of each, beside another, which is cheaper; not if it took more than so many times as many stretches.
    private const int Often = 24;
    private const int Seldom = 2;
    private const int MostOften = 512;

    // 16 MB.
    private const int Most = 1 << 17;

    private static readonly int s_runs = VectorDraws.IsSupported ? VectorDraws.Lanes : QuadDraws.IsSupported ? QuadDraws.Lanes : 1;

    private readonly Keys _keys;
    private readonly AssumptionSampler _sampler;
    private readonly double[] _stays;
    private readonly double[] _alone = new double[s_runs + 1];
    private readonly double[] _none = new double[s_runs + 1];
    private readonly long[] _madeFor;
    private readonly double[] _values;
    private readonly double[] _unwanted;
    private readonly byte[] _wanted;
    private readonly SharedDraw[] _draws;
    private readonly RoundKeys[] _roundKeys;
    private readonly List<int> _often = [];
    private readonly bool _drawsAssumptions;

    // The assumptions that are not the same in every run.
    private readonly int[] _drawn;
    private readonly bool _serves;
    private readonly int _states;
    private int _drawCount;
    private long _first;
    private long _last = -1;
    private long _stretch;
    private int _place = -1;

    /// <param name="plan">The plan.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="sampler">Makes the values of assumptions.</param>
    /// <param name="hasPoints">Assumptions are not drawn by their keys.</param>
    public SharedLuck(Plan plan, Keys keys, AssumptionSampler sampler, bool hasPoints)
    {
        (_keys, _sampler, _states) = (keys, sampler, plan.StateCount);
        _none[0] = Hazard.Endless;
        _serves = s_runs > 1 && _states * Visits <= Most;
        int stays = _serves ? _states * Visits : 0;
        _stays = New<double>(2 * s_runs * stays);
        _madeFor = new long[stays];
        _drawsAssumptions = _serves && !hasPoints && sampler.Correlated.IsEmpty;
        _values = New<double>(_drawsAssumptions ? sampler.Count * s_runs : 0);
        _unwanted = New<double>(s_runs);
        _wanted = new byte[stays];
        _roundKeys = New<RoundKeys>(1);
        _roundKeys[0] = new RoundKeys(keys.SeedKey);
        _draws = New<SharedDraw>(_serves ? sampler.Count + Math.Min(stays, MostOften) : 0);
        _drawn = _drawsAssumptions ? [.. Enumerable.Range(0, sampler.Count).Where(i => plan.FixedAssumptions[i] is null)] : [];
        for (int i = 0; _drawsAssumptions && i < sampler.Count; i++) _values.AsSpan(i * s_runs, s_runs).Fill(plan.FixedAssumptions[i] ?? 0);
        foreach (int i in _drawn) _draws[_drawCount++] = new SharedDraw(keys.Assumptions[i].Id, 0, threshold: false, At(_values) + (i * s_runs), At(_unwanted));
    }

    /// <summary>Begins a run.</summary>
    public void Begin(long run)
    {
        if (_place >= 0 && (ulong)(run - _first) < (ulong)s_runs) _place = (int)(run - _first);
        else if (_serves && run == _last + 1) BeginStretch(run);
        else _place = -1;
        _last = run;
    }

    /// <summary>A run begins that no other follows.</summary>
    public void BeginAlone() => (_place, _last) = (-1, -2);

    /// <summary>The values of the assumptions, if they are there already.</summary>
    public bool TryValues(double[] values)
    {
        if (_place < 0 || !_drawsAssumptions) return false;
        for (int i = 0; i < values.Length; i++) values[i] = _values[(i * s_runs) + _place];
        return true;
    }

    /// <summary>The threshold of a stay, with its pick beside it; good until the next is asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly double Stay(int state, long run, int visit)
    {
        if (_place < 0 || visit > Visits) return ref Draw(state, run, visit);
        int stay = ((visit - 1) * _states) + state;
        if (_madeFor[stay] != _stretch) Make(stay, state, visit);
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_stays), (stay * 2 * s_runs) + _place);
    }

    /// <summary>What stands for the threshold of a stay that needs none.</summary>
    public ref readonly double NoStay => ref MemoryMarshal.GetArrayDataReference(_none);

    /// <summary>The pick of a stay.</summary>
    /// <param name="threshold">What <see cref="Stay"/> or <see cref="NoStay"/> gave.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PickBeside(ref readonly double threshold) => Unsafe.Add(ref Unsafe.AsRef(in threshold), s_runs);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref readonly double Draw(int state, long run, int visit)
    {
        (double uniform, double pick) = _keys.Stays[state].Draw(run, visit);
        (_alone[0], _alone[s_runs]) = (Hazard.Threshold(uniform), pick);
        return ref _alone[0];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Make(int stay, int state, int visit)
    {
        double* at = At(_stays) + (stay * 2 * s_runs);
        var draw = new SharedDraw(_keys.Stays[state].Id, visit, threshold: true, at, at + s_runs);
        SharedDraw.Make(At(_roundKeys), &draw, 1, _first, s_runs);
        _madeFor[stay] = _stretch;
        if (++_wanted[stay] == Often) Share(draw, stay);
    }

    private void BeginStretch(long run)
    {
        (_first, _place) = (run, 0);
        _stretch++;
        SharedDraw.Make(At(_roundKeys), At(_draws), _drawCount, run, s_runs);
        foreach (int stay in _often) _madeFor[stay] = _stretch;
        foreach (int i in _drawn)
        {
            var values = new Span<double>(At(_values) + (i * s_runs), s_runs);
            _sampler.Values(i, values, values);
        }
    }

    private void Share(SharedDraw draw, int stay)
    {
        if (_stretch > Often * Seldom || _drawCount == _draws.Length) return;
        _draws[_drawCount++] = draw;
        _often.Add(stay);
    }

    private static T[] New<T>(int length)
        where T : unmanaged => GC.AllocateArray<T>(length, pinned: true);

    private static T* At<T>(T[] pinned)
        where T : unmanaged => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
}
