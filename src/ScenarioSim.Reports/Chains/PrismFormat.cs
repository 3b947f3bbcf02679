using ScenarioSim.Reports.Format;
using ScenarioSim.Symbolic;

namespace ScenarioSim.Reports.Chains;

/// <summary>PRISM, from version 4.8: https://www.prismmodelchecker.org/manual/ThePRISMLanguage</summary>
public sealed class PrismFormat : IChainFormat
{
    // Longer commands have a line for each branch.
    private const int Widest = 180;

    /// <inheritdoc/>
    public string Name => "prism";

    /// <inheritdoc/>
    public void Write(Chain chain, TextWriter to)
    {
        to.Write($"// {Comment(chain.Title)}\n");
        foreach (string line in chain.About) to.Write($"// {Comment(line)}\n");
        to.Write("dtmc\n\n");
        foreach (ConstantSymbol c in chain.Constants) to.Write($"const {(c.Type == TermType.Whole ? "int" : "double")} {c.Name} = {PrismTerm.Text(c.Value)};{After(c.Comment)}\n");
        if (chain.Formulas.Count > 0) to.Write("\n");
        foreach (FormulaSymbol f in chain.Formulas) to.Write($"formula {f.Name} = {PrismTerm.Text(f.Body)};{After(f.Comment, f.Name)}\n");
        foreach (ChainModule module in chain.Modules) Module(module, to);
        to.Write("\n");
        foreach (ChainLabel label in chain.Labels) to.Write($"label \"{label.Name}\" = {PrismTerm.Text(label.Holds)};{After(label.Comment, label.Name)}\n");
        foreach (ChainReward reward in chain.Rewards)
        {
            to.Write($"\nrewards \"{reward.Name}\"{After(reward.Comment)}\n");
            foreach ((Term holds, double earns) in reward.States) to.Write($"  {PrismTerm.Text(holds)} : {PrismTerm.Number(earns)};\n");
            to.Write("endrewards\n");
        }
    }

    /// <inheritdoc/>
    public bool WriteProperties(Chain chain, string model, TextWriter to)
    {
        string end = chain.End.Name;
        to.Write($"// {Comment(chain.Title)}: prism {Comment(model)} THIS_FILE -ex\n");
        to.Write($"// {end} is the number of transitions up to the end; a run that has stopped stays as it was.\n");
        to.Write("// The probability of a state of a track at the end, by the names of the model:  P=? [ F=" + end + " track=track_state ];\n\n");
        foreach ((ChainLabel label, string title) in chain.Outcomes) to.Write($"\"p_{label.Name["outcome_".Length..]}\": P=? [ F={end} \"{label.Name}\" ];{After(title, label.Name)}\n");
        if (chain.Times.Count > 0)
        {
            to.Write("\n// A time_to: how likely it comes at all, and its mean in days given that it comes. The reward adds up the days without it, up to the end.\n");
            to.Write("// Runs in which it never comes have all of them, and are taken out again; where it cannot come, the mean is not a number.\n");
        }
        foreach ((ChainLabel label, ChainReward waiting, string title) in chain.Times)
        {
            string happens = "happens_" + label.Name;
            to.Write($"\"{happens}\": P=? [ F<={end} \"{label.Name}\" ];{After(title, label.Name)}\n");
            to.Write($"\"mean_{label.Name}\": (R{{\"{waiting.Name}\"}}=? [ C<={end} ] - {PrismTerm.Number(chain.Days)}*(1 - \"{happens}\")) / \"{happens}\";\n");
        }
        return true;
    }

    private static void Module(ChainModule module, TextWriter to)
    {
        to.Write($"\nmodule {module.Name}{After(module.Comment)}\n");
        foreach (VariableSymbol v in module.Variables)
        {
            string range = v.Type == TermType.Truth ? "bool" : $"[{PrismTerm.Number(v.Low)}..{PrismTerm.Number(v.High)}]";
            string initial = v.Type == TermType.Truth ? (v.Initial != 0 ? "true" : "false") : PrismTerm.Number(v.Initial);
            to.Write($"  {v.Name} : {range} init {initial};{After(v.Comment)}\n");
        }
        foreach (ChainCommand command in module.Commands) Write(command, to);
        to.Write("endmodule\n");
    }

    private static void Write(ChainCommand command, TextWriter to)
    {
        if (command.Comment is { } comment) to.Write($"  // {Comment(comment)}\n");
        string head = $"  [{command.Action}] {PrismTerm.Text(command.Guard)} ->";
        string[] branches = [.. command.Branches.Select(b => Branch(b, command.Branches.Count == 1))];
        string line = $"{head} {string.Join(" + ", branches)};";
        to.Write(line.Length <= Widest ? line + "\n" : $"{head}\n      {string.Join("\n    + ", branches)};\n");
    }

    private static string Branch(CommandBranch branch, bool alone)
    {
        string updates = branch.Updates.Count == 0 ? "true" : string.Join("&", branch.Updates.Select(u => $"({u.Variable.Name}'={PrismTerm.Text(u.Value)})"));
        return alone && Terms.Value(branch.Probability) == 1 ? updates : $"{PrismTerm.Factor(branch.Probability)} : {updates}";
    }

    // A comment that says what the name says already is none.
    private static string After(string? comment, string name = "") => comment is null || name == comment || name.EndsWith("_" + comment, StringComparison.Ordinal) ? "" : $" // {Comment(comment)}";

    private static string Comment(string text) => Cells.Harmless(text).Trim();
}
