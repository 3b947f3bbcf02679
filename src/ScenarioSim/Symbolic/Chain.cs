namespace ScenarioSim.Symbolic;

/// <summary>
/// A scenario as a discrete-time Markov chain in the form that probabilistic model checkers read: modules with variables and guarded commands, which move together on shared actions.
/// A world of the scenario is a state in which <see cref="Reading"/> holds.
/// </summary>
public sealed record Chain
{
    /// <summary>The scenario's title.</summary>
    public required string Title { get; init; }

    /// <summary>Lines about what it is.</summary>
    public required IReadOnlyList<string> About { get; init; }

    /// <summary>The constants, each after those that it uses.</summary>
    public required IReadOnlyList<ConstantSymbol> Constants { get; init; }

    /// <summary>The formulas, each after those that it uses.</summary>
    public required IReadOnlyList<FormulaSymbol> Formulas { get; init; }

    /// <summary>The modules.</summary>
    public required IReadOnlyList<ChainModule> Modules { get; init; }

    /// <summary>Labels: sets of states.</summary>
    public required IReadOnlyList<ChainLabel> Labels { get; init; }

    /// <summary>Rewards that a state earns whenever it is left.</summary>
    public required IReadOnlyList<ChainReward> Rewards { get; init; }

    /// <summary>Holds in the states that are worlds of the scenario; false within a step.</summary>
    public required Term Reading { get; init; }

    /// <summary>The transitions from the first state to the end: its value is <see cref="TransitionsToEnd"/>.</summary>
    public required ConstantSymbol End { get; init; }

    /// <summary>How many transitions there are from the first state to the scenario's end.</summary>
    public required int TransitionsToEnd { get; init; }

    /// <summary>The scenario's length in days.</summary>
    public required double Days { get; init; }

    /// <summary>The outcomes, by label.</summary>
    public required IReadOnlyList<(ChainLabel Label, string Title)> Outcomes { get; init; }

    /// <summary>The <c>time_to</c> measures: the label of what they wait for, and the reward that adds up the days until it (and all days where it does not come).</summary>
    public required IReadOnlyList<(ChainLabel Label, ChainReward Waiting, string Title)> Times { get; init; }
}

/// <summary>A part of a chain.</summary>
/// <param name="Name">Its name, unique among modules.</param>
/// <param name="Comment">What it is.</param>
/// <param name="Variables">The variables that only it changes.</param>
/// <param name="Commands">What it can do. In any state at most one command of an action is enabled.</param>
public sealed record ChainModule(string Name, string? Comment, IReadOnlyList<VariableSymbol> Variables, IReadOnlyList<ChainCommand> Commands);

/// <summary>Something that a module can do.</summary>
/// <param name="Action">Happens together with the commands of this action in all modules that have one; null: by itself.</param>
/// <param name="Guard">When it is enabled.</param>
/// <param name="Branches">What can come of it; their probabilities sum to 1.</param>
/// <param name="Comment">What a reader should know, or null.</param>
public sealed record ChainCommand(string? Action, Term Guard, IReadOnlyList<CommandBranch> Branches, string? Comment = null);

/// <summary>One result of a command.</summary>
/// <param name="Probability">How likely.</param>
/// <param name="Updates">New values, worked out in the state before; what is not named stays.</param>
public sealed record CommandBranch(Term Probability, IReadOnlyList<(VariableSymbol Variable, Term Value)> Updates);

/// <summary>A named set of states.</summary>
public sealed record ChainLabel(string Name, Term Holds, string? Comment = null);

/// <summary>A reward: what a state earns each time that it is left.</summary>
public sealed record ChainReward(string Name, IReadOnlyList<(Term Holds, double Earns)> States, string? Comment = null);
