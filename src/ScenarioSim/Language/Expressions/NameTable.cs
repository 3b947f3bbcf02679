using ScenarioSim.Model;

namespace ScenarioSim.Language.Expressions;

/// <summary>The names that expressions see, and what they stand for. One space for all but states and words (docs/language.md, section 4).</summary>
/// <remarks>The binder adds names in file order, so that indices are those of the model; whether a name may be used at all is checked before it is added.</remarks>
internal sealed partial class NameTable
{
    private readonly Dictionary<string, Symbol> _symbols = [];
    private readonly Dictionary<string, int> _wordIndices = [];
    private readonly List<string> _words = [];
    private readonly HashSet<string> _used = [];
    private readonly List<IReadOnlyList<string>> _assumptionWords = [];
    private readonly List<IReadOnlyList<string>> _leverWords = [];
    private int _indicators;
    private int _tracks;

    /// <summary>The texts of words by their index, for <see cref="Scenario.Words"/>.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The definitions, in file order.</summary>
    public List<DefinitionSymbol> Definitions { get; } = [];

    /// <summary>The index of a word in the pool; a new one is added to it.</summary>
    public int Word(string text)
    {
        if (_wordIndices.TryGetValue(text, out int index)) return index;
        _words.Add(text);
        return _wordIndices[text] = _words.Count - 1;
    }

    /// <summary>Adds an assumption; a null kind means that it is in error, which has been said: its uses stay silent. <paramref name="words"/> only for words.</summary>
    public int AddAssumption(string name, Kind? kind, IReadOnlyList<string>? words = null)
    {
        _symbols[name] = kind is { } known ? new AssumptionSymbol(name, _assumptionWords.Count, known, words) : new PoisonedSymbol(name);
        _assumptionWords.Add(words ?? []);
        return _assumptionWords.Count - 1;
    }

    /// <summary>Adds a lever; <paramref name="words"/> are its options where they are words. A null kind: in error.</summary>
    public int AddLever(string name, Kind? kind, IReadOnlyList<string>? words = null)
    {
        _symbols[name] = kind is { } known ? new LeverSymbol(name, _leverWords.Count, known, words) : new PoisonedSymbol(name);
        _leverWords.Add(words ?? []);
        return _leverWords.Count - 1;
    }

    /// <summary>Adds an indicator.</summary>
    public int AddIndicator(string name)
    {
        _symbols[name] = new IndicatorSymbol(name, _indicators);
        return _indicators++;
    }

    /// <summary>Adds a definition. It may use names added before or after it, and earlier definitions.</summary>
    public int AddDefinition(string name, ScalarText text)
    {
        var definition = new DefinitionSymbol(name, Definitions.Count, text);
        Definitions.Add(definition);
        _symbols[name] = definition;
        return definition.Index;
    }

    /// <summary>Adds a track or branch with all its states, an outer one before its inner ones.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="states">Name and parent (or -1) of each state, in the order of the model.</param>
    /// <param name="isBranch">Written under <c>branches</c>: its first state is <c>pending</c>.</param>
    /// <param name="repeats">A branch that repeats.</param>
    /// <param name="isWhole">Whether all states are known; otherwise (there were errors in it) an unknown state stays silent.</param>
    public int AddTrack(string name, IReadOnlyList<(string Name, int Parent)> states, bool isBranch, bool repeats, bool isWhole = true)
    {
        _symbols[name] = new TrackSymbol(name, _tracks, [.. states.Select(s => s.Name)], isBranch, repeats, isWhole);
        return _tracks++;
    }

    /// <summary>The words that an expression of words can give.</summary>
    public IReadOnlyList<string> WordsOf(Expression expression) => expression switch
    {
        AssumptionRef a => _assumptionWords[a.Index],
        LeverRef l => _leverWords[l.Index],
        Conditional c => [.. WordsOf(c.Then).Union(WordsOf(c.Else))],
        _ => [],
    };

    /// <summary>The words that an assumption or lever can be.</summary>
    public static IReadOnlyList<string> WordsOf(Symbol symbol) => symbol switch
    {
        AssumptionSymbol a => a.Words ?? [],
        LeverSymbol l => l.Words ?? [],
        _ => [],
    };

    /// <summary>A name that is there but in error, which has been said: its uses stay silent. Takes no index.</summary>
    public void Poison(string name) => _symbols[name] = new PoisonedSymbol(name);

    /// <summary>Whether an expression has used the name (a definition that is itself unused does not count).</summary>
    public bool IsUsed(string name) => _used.Contains(name);

    /// <summary>What a name stands for; null where there is none.</summary>
    public Symbol? Find(string name) => _symbols.GetValueOrDefault(name);

    /// <summary>All names, in the order in which they were added.</summary>
    public IEnumerable<Symbol> All => _symbols.Values;

    /// <summary>Notes that an expression uses the name.</summary>
    public void Use(string name) => _used.Add(name);
}
