using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ScenarioSim.Compiler;
using ScenarioSim.Compiler.Vectors;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Simulation.Lanes;

/// <summary>
/// What packed lanes have done in a step: gathers the moves of all blocks in one list, counts them or writes them down run by run, and makes the draws of the states that they lead into.
/// </summary>
internal sealed unsafe class PackedMoves
{
    private const int Lanes = PackedDraws.Lanes;

    // So many tracks' flags are in a vector.
    private const int Flags = 32;

    // And in one of 256 bits.
    private const int NarrowFlags = 16;

    // And in one of 128 bits.
    private const int Eight = 8;

    private readonly LaneProgram _program;
    private readonly bool _narrow;
    private readonly nuint _turned;
    private readonly byte* _orders;
    private readonly Keys _keys;
    private readonly PackedOthers _others;
    private readonly int _tracks;
    private readonly byte* _memory;
    private readonly int _size;
    private readonly int _step;
    private readonly int _run;
    private readonly int _doubt;
    private readonly MoveCode* _codes;
    private readonly int* _firstCode;
    private readonly int* _choices;
    private readonly LaneMove[] _moves;
    private readonly uint* _listCodes;
    private readonly uint* _listLanes;
    private readonly PackedStays _stays;
    private readonly PackedDrawing? _drawing;
    private readonly bool _anyBringsMore;
    private int _listed;
    private int _bringing;

    /// <param name="plan">What is run.</param>
    /// <param name="program">The plan, compiled.</param>
    /// <param name="keys">The events' keys.</param>
    /// <param name="roundKeys">The generator's.</param>
    /// <param name="arena">Gives memory.</param>
    /// <param name="memory">The blocks.</param>
    /// <param name="constants">The routines' constants.</param>
    /// <param name="blocks">How many blocks there are.</param>
    public PackedMoves(Plan plan, LaneProgram program, Keys keys, RoundKeys* roundKeys, NativeArena arena, byte* memory, byte* constants, int blocks)
    {
        _narrow = program.Rows.Width.IsNarrow;
        _orders = SomeOfEight.Orders;
        (_program, _keys) = (program, keys);
        _memory = memory;
        Rows rows = program.Rows;
        LanePlaces at = program.At;
        (_tracks, _size) = (plan.Scenario.Tracks.Count, rows.Size);
        _turned = rows.Turned;
        (_step, _run, _doubt) = (rows.Offset(at.Step), rows.Offset(at.Run), rows.Offset(at.Doubt));
        _stays = new PackedStays(roundKeys, memory, at.PickAfterThreshold(rows), blocks, arena, _narrow);
        _codes = (MoveCode*)arena.Allocate(program.Moves.Sum(m => (long)m.Length) * sizeof(MoveCode));
        _firstCode = (int*)arena.Allocate((_tracks + 1) * sizeof(int));
        _choices = (int*)arena.Allocate((_tracks + 1) * sizeof(int));
        _moves = [.. program.Moves.SelectMany(m => m)];
        int most = blocks * Lanes * _tracks;
        _others = new PackedOthers(plan, program, keys, roundKeys, arena, memory, most);
        Kinds = Codes(plan);
        for (int i = 0; i < _moves.Length; i++) _anyBringsMore |= _codes[i].BringsMore != 0;
        if (at.ListsMoves) _drawing = new PackedDrawing(program, keys, arena, constants, _tracks, blocks);
        int room = most + (2 * Lanes);
        _listCodes = (uint*)arena.Allocate((long)room * sizeof(uint));
        _listLanes = (uint*)arena.Allocate((long)room * sizeof(uint));
        Logs = new MoveLogs(blocks * Lanes);
    }

    /// <summary>Every move that there can be, with no step: those that lanes make, then those that <see cref="SureStarts"/> has.</summary>
    public Move[] Kinds { get; }

    /// <summary>Each run's moves, where they are wanted.</summary>
    public MoveLogs Logs { get; }

    /// <summary>The high half of the runs' numbers.</summary>
    public uint RunHigh { get; set; }

    /// <summary>The low half of the number that runs are counted from.</summary>
    public uint RunLow { get; set; }

    /// <summary>Begins a run in a lane, whose moves are to be written down.</summary>
    /// <param name="block">Its block.</param>
    /// <param name="lane">Its lane there.</param>
    public void Begin(int block, int lane) => Logs.Clear((block * Lanes) + lane);

    /// <summary>To be called before the blocks make a step.</summary>
    public void BeginStep() => _drawing?.Begin();

    /// <summary>Follows the blocks through the step that they have made. A run that has come into doubt in it is made again: what it did there does not count.</summary>
    /// <param name="active">The lanes that have a run, by block.</param>
    /// <param name="blocks">How many blocks there are.</param>
    /// <param name="counts">Counts by step, then kind; null: moves are written down run by run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Follow(uint* active, int blocks, int* counts)
    {
        if (_drawing is not null)
        {
            FollowLists(active, blocks, counts);
            return;
        }
        for (int block = 0; block < blocks; block++)
        {
            if (active[block] == 0) continue;
            if (_narrow) ListNarrowly(block, active[block]);
            else List(block, active[block]);
        }
        Settle(counts);
    }

    // The step has listed its moves, and says what is to be drawn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FollowLists(uint* active, int blocks, int* counts)
    {
        if (counts is not null) _drawing!.Count(counts);
        for (int block = 0; block < blocks; block++)
        {
            _drawing!.Ask(_memory + ((long)block * _size), block * _size, RunLow, _stays);
        }
        for (int block = 0; block < blocks; block++)
        {
            byte* memory = _memory + ((long)block * _size);
            if (active[block] == 0) continue;
            uint doubt = *(ushort*)(memory + _doubt) & active[block];
            if (doubt != 0 && counts is not null) TakeBack(memory, doubt, counts);
            AskForFurther(memory);
            if (counts is null || _anyBringsMore) ListOdd(block, active[block], counts is null);
        }
        _stays.Draw(RunHigh);
        _stays.HandOut();
        if (counts is null) WriteDown();
        _others.Ask(_bringing, RunLow, RunHigh);
        _others.Draw(RunHigh);
        _others.HandOut();
        (_listed, _bringing) = (0, 0);
    }

    // What lanes in doubt have done in this step does not count.
    private void TakeBack(byte* memory, uint doubt, int* counts)
    {
        for (int track = 0; track < _tracks; track++)
        {
            for (uint moved = ((ushort*)memory)[track] & doubt; moved != 0; moved &= moved - 1)
            {
                int lane = BitOperations.TrailingZeroCount(moved);
                counts[((long)((int*)(memory + _drawing!.Now))[lane] * Kinds.Length) + _firstCode[track] + ((int*)(memory + _choices[track]))[lane]]--;
            }
        }
    }

    // The draws of lanes in which several tracks have come into states that need one: all but the last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AskForFurther(byte* memory)
    {
        var flags = (ushort*)memory + PackedLists.Drawn(_tracks, 0);
        Vector128<ushort> after = default;
        for (int first = (_tracks - 1) & -Eight; first >= 0; first -= Eight)
        {
            Vector128<ushort> draws = Vector128.Load(flags + first);
            // By track, the lanes in which it draws or one behind it of the eight.
            Vector128<ushort> some = draws | Sse2.ShiftRightLogical128BitLane(draws, 2);
            some |= Sse2.ShiftRightLogical128BitLane(some, 4);
            some |= Sse2.ShiftRightLogical128BitLane(some, 8);
            Vector128<ulong> further = (draws & (Sse2.ShiftRightLogical128BitLane(some, 2) | after)).AsUInt64();
            after |= Vector128.Create(some.ToScalar());
            Ask(memory, first, further.ToScalar());
            Ask(memory, first + (Eight / 2), further.GetElement(1));
        }
    }

    // Sixteen lanes of four tracks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ask(byte* memory, int first, ulong lanes)
    {
        for (; lanes != 0; lanes &= lanes - 1)
        {
            int bit = BitOperations.TrailingZeroCount(lanes), track = first + (bit >> 4), lane = bit & 15;
            MoveCode* move = _codes + _firstCode[track] + ((int*)(memory + _choices[track]))[lane];
            uint threshold = (uint)(memory - _memory) + (uint)move->Left + (uint)Rows.Wide((nuint)lane * sizeof(int), _turned);
            _stays.Next = PackedStays.Ask(_stays.Next, _stays.Column, ((uint*)(memory + _run))[lane] + RunLow, move, (int*)(memory + move->Count) + lane, threshold);
            if (!_stays.AreMany) continue;
            _stays.Draw(RunHigh);
            _stays.HandOut();
        }
    }

    // Moves that have to be looked at one by one: all, or those that bring more with them.
    private void ListOdd(int block, uint active, bool all)
    {
        byte* memory = _memory + ((long)block * _size);
        uint sure = active & ~(uint)*(ushort*)(memory + _doubt);
        for (int track = 0; track < _tracks; track++)
        {
            for (uint moved = ((ushort*)memory)[track] & sure; moved != 0; moved &= moved - 1)
            {
                int lane = BitOperations.TrailingZeroCount(moved), code = _firstCode[track] + ((int*)(memory + _choices[track]))[lane];
                uint place = (uint)((block * _size) + (lane * sizeof(int)));
                (_listCodes[_listed], _listLanes[_listed]) = ((uint)code, place);
                if (all) _listed++;
                (_others.Codes[_bringing], _others.Places[_bringing]) = ((uint)code, place);
                _bringing += _codes[code].BringsMore;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void List(int block, uint active)
    {
        byte* memory = _memory + ((long)block * _size);
        var flags = (ushort*)memory;
        uint sure = active & ~(uint)*(ushort*)(memory + _doubt);
        uint* codes = _listCodes + _listed, lanes = _listLanes + _listed;
        Vector512<uint> bits = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        Vector512<uint> places = Vector512.Create((uint)(block * _size)) + Vector512.Create(0u, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60);
        for (int first = 0; first < _tracks; first += Flags)
        {
            // Only the tracks are looked at that have moved in some lane.
            Vector512<ushort> all = Vector512.Load(flags + first) & Vector512.Create((ushort)sure);
            ulong moving = ~Vector512.Equals(all, Vector512<ushort>.Zero).ExtractMostSignificantBits() & ((1UL << Math.Min(Flags, _tracks - first)) - 1);
            for (; moving != 0; moving &= moving - 1)
            {
                int track = first + BitOperations.TrailingZeroCount(moving);
                uint moved = flags[track] & sure;
                Vector512<uint> mask = Vector512.Equals(Vector512.Create(moved) & bits, bits);
                Vector512<uint> code = Vector512.Load((uint*)(memory + _choices[track])) + Vector512.Create((uint)_firstCode[track]);
                Avx512F.Compress(Vector512<uint>.Zero, mask, code).Store(codes);
                Avx512F.Compress(Vector512<uint>.Zero, mask, places).Store(lanes);
                int count = int.PopCount((int)moved);
                codes += count;
                lanes += count;
            }
        }
        _listed = (int)(codes - _listCodes);
    }

    // The same without vectors of 512 bits: eight lanes at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ListNarrowly(int block, uint active)
    {
        byte* memory = _memory + ((long)block * _size), orders = _orders;
        var flags = (ushort*)memory;
        uint sure = active & ~(uint)*(ushort*)(memory + _doubt);
        uint* codes = _listCodes + _listed, lanes = _listLanes + _listed;
        Vector256<uint> places = Vector256.Create((uint)(block * _size)) + Vector256.Create(0u, 4, 8, 12, 16, 20, 24, 28), otherPlaces = places + Vector256.Create(32u);
        for (int first = 0; first < _tracks; first += NarrowFlags)
        {
            Vector256<ushort> all = Vector256.Load(flags + first) & Vector256.Create((ushort)sure);
            uint moving = ~Vector256.Equals(all, Vector256<ushort>.Zero).ExtractMostSignificantBits() & ((1u << Math.Min(NarrowFlags, _tracks - first)) - 1);
            for (; moving != 0; moving &= moving - 1)
            {
                int track = first + BitOperations.TrailingZeroCount(moving);
                uint moved = flags[track] & sure, ofFirst = moved & 0xFF;
                uint* choices = (uint*)(memory + _choices[track]);
                var firstCode = Vector256.Create((uint)_firstCode[track]);
                Vector256<int> order = SomeOfEight.Order(orders, ofFirst), otherOrder = SomeOfEight.Order(orders, moved >> SomeOfEight.All);
                SomeOfEight.Of(Vector256.Load(choices) + firstCode, order).Store(codes);
                SomeOfEight.Of(places, order).Store(lanes);
                uint count = uint.PopCount(ofFirst), both = uint.PopCount(moved);
                SomeOfEight.Of(Vector256.Load(choices + SomeOfEight.All) + firstCode, otherOrder).Store(codes + count);
                SomeOfEight.Of(otherPlaces, otherOrder).Store(lanes + count);
                codes += both;
                lanes += both;
            }
        }
        _listed = (int)(codes - _listCodes);
    }

    /// <summary>Counts what has been listed, makes the draws that it asks for, and begins a new list.</summary>
    /// <param name="counts">Counts by step, then kind; null: moves are written down run by run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Settle(int* counts)
    {
        int listed = _listed;
        if (counts is null) WriteDown();
        else Count(counts, listed);
        for (int first = 0; first < listed; first += PackedStays.Together)
        {
            Ask(first, Math.Min(PackedStays.Together, listed - first));
            _others.Ask(_bringing, RunLow, RunHigh);
            _bringing = 0;
            _stays.Draw(RunHigh);
            // At once, so that the chains of operations of both kinds of draws overlap.
            _others.Draw(RunHigh);
            _stays.HandOut();
            _others.HandOut();
        }
        _listed = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(int* counts, int listed)
    {
        uint* codes = _listCodes, lanes = _listLanes, end = codes + listed;
        nint kinds = Kinds.Length;
        byte* steps = _memory + _step;
        for (; codes < end; codes++, lanes++) counts[(*(int*)(steps + *lanes) * kinds) + (nint)(*codes)]++;
    }

    // Asks for the draws of some moves on the list.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Ask(int first, int count)
    {
        uint* codes = _listCodes + first, lanes = _listLanes + first, end = codes + count, next = _stays.Next;
        MoveCode* moves = _codes;
        byte* memory = _memory, runs = memory + _run;
        uint runLow = RunLow;
        double endless = Hazard.Endless;
        nint column = _stays.Column;
        nuint turned = _turned;
        uint* bringing = _others.Codes + _bringing;
        nint placeAfterCode = (nint)(_others.Places - _others.Codes);
        for (; codes < end; codes++, lanes++)
        {
            nuint lane = *lanes;
            MoveCode* move = moves + *codes;
            nuint threshold = Rows.Wide(lane, turned) + (nuint)move->Left;
            *(double*)(memory + threshold) = endless;
            next = PackedStays.Ask(next, column, *(uint*)(runs + lane) + runLow, move, (int*)(memory + lane + move->Count), (uint)threshold);
            bringing[0] = *codes;
            bringing[placeAfterCode] = (uint)lane;
            bringing += move->BringsMore;
        }
        _bringing = (int)(bringing - _others.Codes);
        _stays.Next = next;
    }

    private void WriteDown()
    {
        for (int i = 0; i < _listed; i++)
        {
            int block = (int)_listLanes[i] / _size, lane = ((int)_listLanes[i] & 63) / sizeof(int);
            LaneMove move = _moves[_listCodes[i]];
            if (move.To >= 0) Logs.Add((block * Lanes) + lane, *(int*)(_memory + _listLanes[i] + _step), (int)_listCodes[i]);
        }
    }

    private Move[] Codes(Plan plan)
    {
        var moves = new List<Move>();
        LanePlaces at = _program.At;
        for (int t = 0; t < _tracks; t++)
        {
            (_firstCode[t], _choices[t]) = (moves.Count, _program.Rows.Offset(at.Choice[t]));
            foreach (LaneMove move in _program.Moves[t])
            {
                LaneStay stay = _program.Stays[move.Leaf];
                EventKey key = _keys.Stays[move.Leaf];
                bool isEarly = _program.Early.Has(t, move);
                bool isCounted = at.Counts[move.Leaf] >= 0 && move.Entered.Contains(move.Leaf);
                _codes[moves.Count] = new MoveCode
                {
                    EventLow = (uint)key.Id,
                    EventHigh = (uint)(key.Id >> 32),
                    Count = _program.Rows.Offset(isCounted ? at.Counts[move.Leaf] : at.NoCount),
                    CountMask = isCounted ? -1 : 0,
                    Left = _program.Rows.Offset(isEarly ? at.Nowhere : at.Left[t]),
                    Draws = stay.Draws && !isEarly ? sizeof(uint) : 0,
                    BringsMore = _others.Brings(moves.Count) ? 1 : 0,
                };
                moves.Add(new Move(0, t, move.From, move.To));
            }
        }
        return [.. moves, .. _program.Starts.Moves.Select(m => m with { Step = 0 })];
    }
}
