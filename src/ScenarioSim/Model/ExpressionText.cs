namespace ScenarioSim.Model;

/// <summary>Writes a checked expression in the spelling of the language.</summary>
public static class ExpressionText
{
    /// <summary>The expression as one could have written it: parentheses only where they are needed.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="scenario">Gives the names.</param>
    /// <param name="expand">Whether definitions are put in; otherwise they show by their names (the expression itself is always written out).</param>
    public static string Print(Expression expression, Scenario scenario, bool expand = false) => throw new NotImplementedException();
}
