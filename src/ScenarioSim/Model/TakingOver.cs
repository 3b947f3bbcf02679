namespace ScenarioSim.Model;

/// <summary>A policy that takes over on a date: until then the levers are those of another.</summary>
internal static class TakingOver
{
    /// <summary>The scenario in which every lever that two policies set otherwise has the one's value up to a date, and the other's in the steps after it.</summary>
    /// <remarks>
    /// A delay or a date of a transition is worked out when its state is entered, and stays so; an indicator's initial value is of before. What is believed (<see cref="Policy.Assume"/>) does not change.
    /// </remarks>
    /// <param name="scenario">The scenario of both.</param>
    /// <param name="before">The policy until then.</param>
    /// <param name="after">The policy that takes over; the one to simulate.</param>
    /// <param name="date">The date.</param>
    public static Scenario On(Scenario scenario, Policy before, Policy after, DateTime date)
    {
        if (before.Levers.SequenceEqual(after.Levers)) return scenario;
        // A hair after the date, for steps come to it by multiplication.
        double last = scenario.Clock.Since(date) + Clock.Tolerance;
        return new Rewriting(e => e is LeverRef lever && before.Levers[lever.Index] != after.Levers[lever.Index]
            ? new Conditional(
                lever.Span, lever.Kind, new Binary(lever.Span, Kind.Truth, BinaryOperator.Greater, new DateRef(lever.Span), new Constant(lever.Span, Kind.Date, last)),
                new Constant(lever.Span, lever.Kind, after.Levers[lever.Index]), new Constant(lever.Span, lever.Kind, before.Levers[lever.Index]))
            : null).Of(scenario);
    }
}
