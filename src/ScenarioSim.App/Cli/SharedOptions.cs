using System.CommandLine;
using System.CommandLine.Parsing;
using ScenarioSim.Analysis;
using ScenarioSim.Randomness;
using ScenarioSim.Reports;
using ScenarioSim.Reports.Format;

namespace ScenarioSim.App.Cli;

/// <summary>The options that the verbs share. One object a command, since a command owns its options.</summary>
internal sealed class SharedOptions
{
    /// <summary>With a precision and no number of runs, no more than this are made.</summary>
    public const long MostForPrecision = 1_000_000_000;

    /// <summary>Why a design does not go with what is known.</summary>
    public const string NotByDesign = "--design does not go with --as-of and --given: the runs that count are not placed evenly any more";

    public Option<string?> Policy { get; } = new("--policy") { Description = "The policy to simulate; the first listed if none is named", HelpName = "NAME" };

    public Option<long> Runs { get; } = Parsed<long>("--runs", "N", "How many runs: 100k, 5M and 1G are understood", 100_000,
        text => (Amounts.Runs(text, out string why), why));

    public Option<double?> Precision { get; } =
        Parsed<double?>("--precision", "0.5pp", "Run until every outcome's half-width is at most this", null, text => (Amounts.Precision(text, out string why), why));

    public Option<ulong> Seed { get; } = Parsed<ulong>("--seed", "S", "The seed of all draws", 1,
        text => (ulong.TryParse(text, out ulong seed) ? seed : null, $"`{text}` is no seed: write a whole number from 0 to {ulong.MaxValue}"));

    public Option<string> Design { get; } = new Option<string>("--design") { Description = "How the assumptions of the runs are placed: each at random, or evenly", DefaultValueFactory = _ => "random" }
        .AcceptOnlyFromAmong("random", "lhs", "sobol");

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "Sets an assumption or a lever (can be given several times)",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    public Option<string?> AsOf { get; } = new("--as-of")
    {
        Description = "Count only the runs that agree with what the file has observed until then; without a date until its `as_of`; `none`: leave that out",
        HelpName = "DATE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string[]> Given { get; } = new("--given")
    {
        Description = "Count only the runs in which this was so at some time until a date, or `on` it (can be given several times)",
        HelpName = "CONDITION by DATE",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    public Option<string?> PastOf { get; } = new("--past-of") { Description = "With --as-of or --given: the policy whose course was followed until then, when this one takes over", HelpName = "NAME" };

    public Option<double> Confidence { get; } = Parsed<double>("--confidence", "95%", "The level of all intervals", 0.95,
        text => (Amounts.Confidence(text, out string why), why));

    public Option<int> Threads { get; } = Parsed<int>("--threads", "N", "How many threads; results do not depend on it", Environment.ProcessorCount,
        text => (int.TryParse(text, out int threads) && threads is >= 1 and <= 1024 ? threads : null, $"`{text}` is no number of threads: write one from 1 to 1024"));

    public Option<string> Engine { get; } = new Option<string>("--engine") { Description = "What makes the runs; both make the same", DefaultValueFactory = _ => EngineNames.Kernel }
        .AcceptOnlyFromAmong(EngineNames.Kernel, EngineNames.Interpreter);

    public Option<string> Width { get; } = new Option<string>("--width") { Description = "How many bits wide the kernel's vectors are; scalar: without vectors, single: one run at a time. Results do not depend on it", DefaultValueFactory = _ => "auto" }
        .AcceptOnlyFromAmong("auto", "single", "scalar", "64", "128", "256", "512");

    public Option<string?> Out { get; } = new("--out", "-o") { Description = "Write the result to a file, whole or not at all", HelpName = "FILE" };

    public Option<bool> NoProgress { get; } = new("--no-progress") { Description = "Show no progress" };

    public Option<bool> AllowOutside { get; } = new("--allow-outside") { Description = "Let `extends` leave the folder of the file" };

    /// <summary>The option <c>--format</c> with the forms of a verb, the usual one first.</summary>
    public static Option<string> Format(params string[] names) =>
        new Option<string>("--format", "-f") { Description = "The form of the result", DefaultValueFactory = _ => names[0] }.AcceptOnlyFromAmong(names);

    /// <summary>The form of the result: what <c>--format</c> says, else what the end of the file's name after <c>--out</c> says, where that is a form of the verb, else the usual one.</summary>
    public string FormOf(ParseResult parsed, Option<string> format)
    {
        string usual = parsed.GetValue(format)!;
        if (parsed.GetResult(format) is { Implicit: false } || parsed.GetValue(Out) is not { } path || Exports.OfFile(path)?.Name is not { } meant) return usual;
        return format.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Any(c => c.Label == meant) ? meant : usual;
    }

    /// <summary>The engine's options as the command line says them.</summary>
    public RunOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(Engine) == EngineNames.Interpreter && parsed.GetResult(Width) is { Implicit: false }) throw CommandFailed.Usage("--width is of the kernel: the interpreter has no vectors");
        double? precision = parsed.GetValue(Precision);
        long runs = ReadRuns(parsed);
        return new RunOptions
        {
            Runs = runs,
            Design = ReadDesign(parsed, runs),
            Precision = precision,
            Seed = parsed.GetValue(Seed),
            Confidence = parsed.GetValue(Confidence),
            Threads = parsed.GetValue(Threads),
            Engine = parsed.GetValue(Engine) == EngineNames.Interpreter ? EngineKind.Interpreter : EngineKind.Kernel,
            Width = parsed.GetValue(Width) switch
            {
                "single" => KernelWidth.Single,
                "scalar" or "64" => KernelWidth.Scalar,
                "128" => KernelWidth.Of128,
                "256" => KernelWidth.Of256,
                "512" => KernelWidth.Of512,
                _ => KernelWidth.Widest,
            },
        };
    }

    /// <summary>How many runs the command line asks for, or lets a precision take.</summary>
    public long ReadRuns(ParseResult parsed) => parsed.GetValue(Precision) is not null && parsed.GetResult(Runs) is not { Implicit: false } ? MostForPrecision : parsed.GetValue(Runs);

    /// <summary>The design as the command line says it.</summary>
    /// <exception cref="CommandFailed">It is not one of so many runs.</exception>
    public Design ReadDesign(ParseResult parsed, long runs)
    {
        Design design = parsed.GetValue(Design) switch { "lhs" => Randomness.Design.LatinHypercube, "sobol" => Randomness.Design.Sobol, _ => Randomness.Design.Random };
        if (design == Randomness.Design.Sobol && runs > DesignedPoints.MostSobolRuns)
        {
            throw CommandFailed.Usage($"--design sobol has points for {Numbers.Count(DesignedPoints.MostSobolRuns)} runs at most");
        }
        return design;
    }

    /// <summary>An option whose text <paramref name="parse"/> reads; where that gives null, it has said why.</summary>
    public static Option<T> Parsed<T>(string name, string help, string description, T usual, Func<string, (object? Value, string Why)> parse) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => usual,
        CustomParser = result => Parse<T>(result, parse),
    };

    private static T? Parse<T>(ArgumentResult result, Func<string, (object? Value, string Why)> parse)
    {
        (object? value, string why) = parse(result.Tokens[0].Value);
        if (value is T parsed) return parsed;
        result.AddError(why);
        return default;
    }
}
