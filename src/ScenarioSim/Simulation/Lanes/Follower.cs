using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScenarioSim.Compiler;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>Follows what the lanes of some blocks do: keeps each run's moves and visits, and asks for the draws of what it comes into.</summary>
internal sealed unsafe class Follower
{
    // A block has a byte for each track, with a bit for each lane: so many tracks are looked at together.
    private const int Together = 8;
    private const int FirstLog = 64;

    private readonly Plan _plan;
    private readonly LaneProgram _program;
    private readonly DrawQueue _draws;
    private readonly OtherDraws _others;
    private readonly NativeArena _arena;
    private readonly int _tracks;
    private readonly int _step;
    private readonly FollowedBlock* _blocks;
    private readonly TrackPlace* _track;
    private readonly int _visitBytes;
    private readonly byte* _initialVisits;

    /// <summary>Where a track's choice and threshold are in a block, and its moves.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct TrackPlace
    {
        public MoveCode* Moves;
        public nint Choice;
        public nint Left;
    }

    /// <summary>
    /// What has to be known of a move: the event of the stay that it begins, its number, where the visits of the state are counted in which it ends, how often it enters that (0 or 1), by how many bytes the log and the queue of draws grow,
    /// and whether it brings more with it (0 or 1). As wide as the addresses that it is added to.
    /// </summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct MoveCode
    {
        public ulong Event;
        public long Number;
        public nint Visits;
        public nint Logged;
        public nint Drawn;
        public int Enters;
        public int BringsMore;
    }

    /// <param name="plan">What is run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="keys">The events' keys.</param>
    /// <param name="draws">Makes the draws of stays.</param>
    /// <param name="others">Asks for others.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="blocks">How many blocks there are.</param>
    public Follower(Plan plan, LaneProgram program, Keys keys, DrawQueue draws, OtherDraws others, NativeArena arena, int blocks)
    {
        (_plan, _program, _draws, _others, _arena) = (plan, program, draws, others, arena);
        _tracks = plan.Scenario.Tracks.Count;
        _step = program.Rows.Offset(program.At.Step);
        _track = (TrackPlace*)arena.Allocate((long)_tracks * sizeof(TrackPlace));
        Moves = Codes((MoveCode*)arena.Allocate(program.Moves.Sum(m => (long)m.Length) * sizeof(MoveCode)), keys);
        _visitBytes = ((plan.StateCount * sizeof(int)) + 31) / 32 * 32;
        _initialVisits = arena.Allocate(_visitBytes);
        foreach (Model.Track track in plan.Scenario.Tracks)
        {
            foreach (int state in track.Lineage(track.Initial)) ((int*)_initialVisits)[plan.FirstState[track.Index] + state] = 1;
        }
        _blocks = (FollowedBlock*)arena.Allocate((long)blocks * sizeof(FollowedBlock));
        for (int block = 0; block < blocks; block++)
        {
            for (int lane = 0; lane < FollowedBlock.Most; lane++)
            {
                _blocks[block].Visits[lane] = (nint)arena.Allocate(_visitBytes);
                _blocks[block].Happened[lane] = (nint)arena.Allocate(plan.DrawnEffects.Count * sizeof(int));
                Place(ref _blocks[block], lane, FirstLog + _tracks, 0);
            }
        }
    }

    /// <summary>Every move that there can be, with no step; logs have their places.</summary>
    public Move[] Moves { get; }

    /// <summary>What is known of a block's runs.</summary>
    public FollowedBlock* this[int block] => _blocks + block;

    /// <summary>Begins a run in a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(int block, int lane, long run)
    {
        FollowedBlock* followed = _blocks + block;
        followed->Runs[lane] = run;
        followed->LogEnds[lane] = followed->Logs[lane];
        byte* visits = (byte*)followed->Visits[lane];
        for (int at = 0; at < _visitBytes; at += 32) Vector256.Load(_initialVisits + at).Store(visits + at);
        if (_plan.DrawnEffects.Count > 0) new Span<int>((void*)followed->Happened[lane], _plan.DrawnEffects.Count).Clear();
    }

    /// <summary>Follows the lanes of a block through the step that they have made. Lanes that have finished ask for draws too: that is cheaper than to tell them from the others.</summary>
    /// <param name="block">The block.</param>
    /// <param name="memory">Its memory.</param>
    /// <param name="active">The lanes that have a run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Follow(int block, byte* memory, int active)
    {
        FollowedBlock* lanes = _blocks + block;
        bool isReady = false;
        ulong everywhere = (ulong)active * 0x0101010101010101;
        for (int first = 0; first < _tracks; first += Together)
        {
            ulong moved = *(ulong*)(memory + first) & everywhere;
            // What follows the tracks' bytes says something else.
            if (_tracks - first < Together) moved &= (1UL << (8 * (_tracks - first))) - 1;
            if (moved == 0) continue;
            if (!isReady) MakeReady(lanes, (double*)(memory + _step));
            isReady = true;
            if (_draws.IsNearlyFull) _draws.Flush();
            if (Follow((byte*)lanes, memory, _track + first, moved, _draws)) EnterAll(lanes, memory, first, moved);
        }
    }

    // The inner loop: no branch but its own, and no call. Whether some moves bring more with them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Follow(byte* lanes, byte* memory, TrackPlace* tracks, ulong moved, DrawQueue draws)
    {
        ulong* entry = draws.Next;
        int bringMore = 0;
        do
        {
            // Eight times the lane and eight times the track: steps of eight bytes and of a track's place.
            nint bit = (nint)ulong.TrailingZeroCount(moved);
            moved &= moved - 1;
            byte* lane = lanes + ((bit & 7) * sizeof(long));
            byte* column = memory + ((bit & 7) * sizeof(double));
            var place = (TrackPlace*)((byte*)tracks + ((bit & ~7) * (sizeof(TrackPlace) / 8)));
            MoveCode* move = place->Moves + *(int*)(column + place->Choice);
            long* log = *(long**)(lane + FollowedBlock.LogEndsAt);
            *log = *(long*)(lane + FollowedBlock.StepsAt) | move->Number;
            *(nint*)(lane + FollowedBlock.LogEndsAt) = (nint)log + move->Logged;
            int* visits = (int*)(*(nint*)(lane + FollowedBlock.VisitsAt) + move->Visits);
            int visit = *visits + move->Enters;
            *visits = visit;
            double* left = (double*)(column + place->Left);
            *left = Hazard.Endless;
            DrawQueue.Stay(entry, move->Event, *(long*)(lane + FollowedBlock.RunsAt), visit, left);
            entry = (ulong*)((byte*)entry + move->Drawn);
            bringMore |= move->BringsMore;
        }
        while (moved != 0);
        draws.Next = entry;
        return bringMore != 0;
    }

    private void EnterAll(FollowedBlock* lanes, byte* memory, int firstTrack, ulong moved)
    {
        for (; moved != 0; moved &= moved - 1)
        {
            int bit = BitOperations.TrailingZeroCount(moved), lane = bit & 7, track = firstTrack + (bit >> 3);
            int move = *(int*)(memory + _track[track].Choice + (lane * sizeof(double)));
            if (_track[track].Moves[move].BringsMore != 0) Enter(lanes, memory, lane, _program.Moves[track][move]);
        }
    }

    // The steps that the lanes have come to, in the high halves; and room in their logs for a move of every track.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MakeReady(FollowedBlock* lanes, double* steps)
    {
        int count = _program.Rows.Width.Lanes;
        // The last bits of 2^52 and a small whole number are that number.
        for (int lane = 0; lane < count; lane += 2) ((Vector128.Load(steps + lane) + Vector128.Create((double)(1L << 52))).AsInt64() << 32).Store(lanes->Steps + lane);
        for (int lane = 0; lane < FollowedBlock.Most; lane += 4)
        {
            if (Vector256.GreaterThanAny(Vector256.Load((long*)lanes->LogEnds + lane), Vector256.Load((long*)lanes->LogLimits + lane))) Grow(lanes);
        }
    }

    private void Grow(FollowedBlock* lanes)
    {
        for (int lane = 0; lane < FollowedBlock.Most; lane++)
        {
            if (lanes->LogEnds[lane] <= lanes->LogLimits[lane]) continue;
            long from = lanes->Logs[lane], used = lanes->LogEnds[lane] - from;
            Place(ref *lanes, lane, 2 * ((used / sizeof(long)) + _tracks), used);
            Buffer.MemoryCopy((void*)from, (void*)lanes->Logs[lane], used, used);
        }
    }

    private void Place(ref FollowedBlock lanes, int lane, long size, long used)
    {
        lanes.Logs[lane] = (nint)_arena.Allocate(FollowedBlock.LogBytes(size));
        lanes.LogEnds[lane] = lanes.Logs[lane] + used;
        lanes.LogLimits[lane] = lanes.Logs[lane] + ((size - _tracks) * sizeof(long));
    }

    // All that a move brings with it but the stay in its innermost state.
    private void Enter(FollowedBlock* lanes, byte* memory, int lane, LaneMove move)
    {
        int* visits = (int*)lanes->Visits[lane];
        int* happened = (int*)lanes->Happened[lane];
        if (move.Happened >= 0) visits[move.Happened]++;
        foreach (int effect in move.Drawn) happened[effect]++;
        foreach (int state in move.Entered)
        {
            if (state != move.Leaf) visits[state]++;
            _others.Enter(memory, lane, lanes->Runs[lane], state, visits[state], (int)(lanes->Steps[lane] >> 32));
        }
        _others.Begin(memory, lane, lanes->Runs[lane], _program.Stays[move.Leaf], happened);
    }

    private Move[] Codes(MoveCode* codes, Keys keys)
    {
        var moves = new List<Move>();
        for (int t = 0; t < _tracks; t++)
        {
            _track[t] = new TrackPlace { Moves = codes + moves.Count, Choice = _program.Rows.Offset(_program.At.Choice[t]), Left = _program.Rows.Offset(_program.At.Left[t]) };
            foreach (LaneMove move in _program.Moves[t])
            {
                LaneStay stay = _program.Stays[move.Leaf];
                bool isPlain = move.Happened < 0 && move.Drawn.Length == 0 && stay.Effects.Length == 0 && move.Entered.All(s => s == move.Leaf && _program.Entries[s].Transitions.Length == 0);
                codes[moves.Count] = new MoveCode
                {
                    Event = keys.Stays[move.Leaf].Id,
                    Number = moves.Count,
                    Visits = move.Leaf * sizeof(int),
                    Enters = move.Entered.Contains(move.Leaf) ? 1 : 0,
                    Logged = move.To >= 0 ? sizeof(long) : 0,
                    Drawn = stay.Draws ? sizeof(ulong) : 0,
                    BringsMore = isPlain ? 0 : 1,
                };
                moves.Add(new Move(0, t, move.From, move.To));
            }
        }
        return [.. moves];
    }
}
