using ScenarioSim.Model;
using ScenarioSim.Text;
using Xunit;

namespace ScenarioSim.Tests.Model;

/// <summary>docs/language.md, section 3: a transition leaves and enters what lies below the innermost state that strictly contains both its target and the present innermost state.</summary>
public class TrackMoveTests
{
    // quiet; talks { opening; drafting { first; second } }; signed
    private static readonly Track s_track = Make(("quiet", -1), ("talks", -1), ("opening", 1), ("drafting", 1), ("first", 3), ("second", 3), ("signed", -1));

    [Theory]
    [InlineData("quiet", "talks", "quiet", "talks opening")]
    [InlineData("second", "signed", "second drafting talks", "signed")]
    [InlineData("first", "second", "first", "second")]
    [InlineData("second", "opening", "second drafting", "opening")]
    [InlineData("opening", "first", "opening", "drafting first")]
    [InlineData("second", "drafting", "second drafting", "drafting first")] // an outer state that one is inside of is left and entered anew
    [InlineData("second", "talks", "second drafting talks", "talks opening")]
    [InlineData("first", "first", "first", "first")] // to the state it leaves: entered anew
    [InlineData("quiet", "second", "quiet", "talks drafting second")]
    public void A_move_leaves_and_enters_what_lies_below_the_common_state(string from, string to, string left, string entered)
    {
        (IReadOnlyList<int> wasLeft, IReadOnlyList<int> wasEntered) = s_track.Move(Index(from), Index(to));
        Assert.Equal(left, Names(wasLeft));
        Assert.Equal(entered, Names(wasEntered));
    }

    private static int Index(string name) => s_track.States.Single(s => s.Name == name).Index;

    private static string Names(IEnumerable<int> states) => string.Join(' ', states.Select(s => s_track.States[s].Name));

    private static Track Make(params (string Name, int Parent)[] states)
    {
        int FirstLeaf(int state)
        {
            int child = Array.FindIndex(states, s => s.Parent == state);
            return child < 0 ? state : FirstLeaf(child);
        }

        return new Track
        {
            Name = "t",
            Index = 0,
            About = About.Nothing,
            Span = SourceSpan.None,
            Initial = 0,
            States = [.. states.Select((s, i) => new State
            {
                Name = s.Name, Index = i, Parent = s.Parent, InitialLeaf = FirstLeaf(i), About = About.Nothing, Span = SourceSpan.None, Transitions = [],
            })],
        };
    }
}
