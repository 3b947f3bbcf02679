using System.Linq.Expressions;
using Linq = System.Linq.Expressions.Expression;

namespace ScenarioSim.Compiler;

/// <summary>Compiled code that picks one of several moves: its place among them, or -1 where the shares leave nothing to pick from and something has to be counted.</summary>
internal delegate int ChoiceCode(World world, double pick);

/// <summary>Puts the choice among standing chances that compete, and among the targets of a transition, into one piece of code: the sums that the kernel makes of them, in the same order.</summary>
internal sealed class ChoiceEmitter(Emitter emitter)
{
    // Of more alternatives the code would grow with their square.
    private const int Most = 12;

    private static readonly ParameterExpression ThePick = Linq.Parameter(typeof(double), "pick");

    private readonly LabelTarget _end = Linq.Label(typeof(int));
    private readonly List<ParameterExpression> _variables = [];

    /// <summary>The choice among the targets of a transition; null where there are too many.</summary>
    public static ChoiceCode? Among(Emitter emitter, TransitionPlan transition)
    {
        if (transition.Shares.Length > Most) return null;
        var choice = new ChoiceEmitter(emitter);
        return choice.Compile(choice.Target(transition, ThePick, 0));
    }

    /// <summary>The choice among competing chances, and then among the targets of one; null where there are too many. The place is that among the targets of all.</summary>
    public static ChoiceCode? Among(Emitter emitter, Alternative[] standing)
    {
        if (standing.Length > Most || Array.Exists(standing, a => a.Moves.Length > Most)) return null;
        var choice = new ChoiceEmitter(emitter);
        return choice.Compile(choice.Competitor(standing));
    }

    private ChoiceCode Compile(Linq code) => Linq.Lambda<ChoiceCode>(Linq.Block(_variables, code, Linq.Label(_end, Linq.Constant(-1))), Emitter.TheWorld, ThePick).Compile();

    private Linq Competitor(Alternative[] standing)
    {
        var code = new List<Linq>();
        ParameterExpression at = New("at"), before = New("before");
        ParameterExpression[] rates = [.. standing.Select((a, i) => New($"rate{i}"))];
        Linq known = Linq.Field(Linq.Field(Emitter.TheWorld, nameof(World.Memory)), nameof(TrackMemory.Rates));
        for (int i = 0; i < rates.Length; i++)
        {
            code.Add(Linq.Assign(rates[i], Linq.ArrayIndex(known, Linq.Constant(standing[i].Transition.Number))));
            code.Add(Linq.IfThen(Linq.LessThan(rates[i], Zero), Linq.Assign(rates[i], Zero)));
        }
        code.Add(Linq.Assign(at, Linq.Multiply(ThePick, rates.Aggregate((Linq)Zero, Linq.Add))));
        code.Add(Linq.Assign(before, Zero));
        int first = 0;
        for (int i = 0; i < rates.Length; i++)
        {
            Linq made = Target(standing[i].Transition, Linq.Divide(Linq.Subtract(at, before), rates[i]), first);
            first += standing[i].Moves.Length;
            code.Add(i == rates.Length - 1 ? made : Linq.IfThen(Linq.OrElse(Linq.LessThan(at, Linq.Add(before, rates[i])), NoneOf(rates[(i + 1)..])), made));
            code.Add(Linq.AddAssign(before, rates[i]));
        }
        return Linq.Block(code);
    }

    private Linq Target(TransitionPlan t, Linq remainder, int first)
    {
        int count = t.Shares.Length;
        if (count == 1) return Return(first);
        var code = new List<Linq>();
        ParameterExpression at = New("place"), before = New("passed"), sum = New("sum");
        ParameterExpression[] shares = [.. t.Shares.Select((_, i) => New($"share{i}"))];
        code.Add(Linq.Assign(sum, Zero));
        for (int i = 0; i < count; i++)
        {
            if (t.Shares[i] is not { } formula) continue;
            code.Add(Linq.Assign(shares[i], Linq.Call(typeof(World), nameof(World.Share), null, emitter.Number(formula.Expression, out _), Emitter.TheWorld, Linq.Constant(t.ShareSites[i]))));
            code.Add(Linq.AddAssign(sum, shares[i]));
        }
        Linq total = sum;
        if (t.Rest >= 0)
        {
            code.Add(Linq.Assign(shares[t.Rest], Linq.Call(typeof(World), nameof(World.Rest), null, sum, Emitter.TheWorld, Linq.Constant(t.SplitSite))));
            total = Linq.Condition(Linq.GreaterThan(sum, Linq.Constant(1.0)), sum, Linq.Constant(1.0));
        }
        else
        {
            code.Add(Linq.IfThen(Linq.Equal(sum, Zero), Return(-1)));
        }
        code.Add(Linq.Assign(at, Linq.Multiply(remainder, total)));
        code.Add(Linq.Assign(before, Zero));
        for (int i = 0; i < count - 1; i++)
        {
            Linq here = Linq.OrElse(Linq.LessThan(at, Linq.Add(before, shares[i])), NoneOf(shares[(i + 1)..]));
            code.Add(Linq.IfThen(Linq.AndAlso(Linq.GreaterThan(shares[i], Zero), here), Return(first + i)));
            code.Add(Linq.AddAssign(before, shares[i]));
        }
        code.Add(Return(first + count - 1));
        return Linq.Block(code);
    }

    private static ConstantExpression Zero { get; } = Linq.Constant(0.0);

    private static Linq NoneOf(ParameterExpression[] numbers) => numbers.Select(n => (Linq)Linq.Not(Linq.GreaterThan(n, Zero))).Aggregate(Linq.AndAlso);

    private Linq Return(int place) => Linq.Return(_end, Linq.Constant(place));

    private ParameterExpression New(string name)
    {
        ParameterExpression variable = Linq.Variable(typeof(double), name);
        _variables.Add(variable);
        return variable;
    }
}
