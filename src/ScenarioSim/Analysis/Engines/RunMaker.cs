using ScenarioSim.Interpreter;
using ScenarioSim.Model;
using ScenarioSim.Randomness;
using ScenarioSim.Results;

namespace ScenarioSim.Analysis;

/// <summary>Makes runs of one scenario under one policy with the engine asked for.</summary>
internal sealed class RunMaker
{
    private readonly Func<MakeRuns> _start;
    private readonly KernelMaker? _kernel;

    public RunMaker(Scenario scenario, Policy policy, ulong seed, EngineKind engine, KernelWidth width = KernelWidth.Widest, bool indicators = false, DesignedPoints? points = null)
    {
        (Scenario, Policy) = (scenario, policy);
        if (scenario.Evidence is { } evidence) scenario = scenario with { Evidence = null, Measures = [.. scenario.Measures, .. evidence.AsMeasures(scenario)] };
        Sites = new SiteTable(scenario);
        switch (engine)
        {
            case EngineKind.Kernel:
                _kernel = new KernelMaker(scenario, policy, seed, width, indicators, points);
                _start = _kernel.Start;
                break;
            case EngineKind.Interpreter:
                _start = () =>
                {
                    var interpreter = new InterpretedRuns(scenario, policy, seed, points) { RecordIndicators = indicators };
                    return (first, count, take, cancellation) =>
                    {
                        interpreter.Cancellation = cancellation;
                        return OneByOne(first, count, interpreter.Run, take);
                    };
                };
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(engine), engine, null);
        }
    }

    /// <summary>Makes runs one after another; where they are cancelled, those before the one that was stopped are whole.</summary>
    public static int OneByOne(long first, int count, Func<long, RunRecord> make, RunTaker take)
    {
        for (int made = 0; made < count; made++)
        {
            RunRecord record;
            try
            {
                record = make(first + made);
            }
            catch (OperationCanceledException)
            {
                return made;
            }
            take.Take(record);
        }
        return count;
    }

    public Scenario Scenario { get; }

    public Policy Policy { get; }

    public SiteTable Sites { get; }

    /// <summary>How runs are made, in a few words for whoever wants to know.</summary>
    public string Manner => _kernel?.Manner ?? "interpreted, step by step";

    /// <summary>The code of the kernel as text; null for the interpreter.</summary>
    public string? Code() => _kernel?.Text();

    /// <summary>Waits for what runs have to wait for, or until cancelled.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    public void Prepare(CancellationToken cancellation) => _kernel?.WaitForLanes(cancellation);

    /// <summary>A maker for one thread.</summary>
    public MakeRuns Start() => _start();

    public Tally NewTally() => new(Scenario, Sites.Sites.Count);

    /// <summary>Counts how many runs agree with the evidence that the scenario is held to; null where it is held to none.</summary>
    public EvidenceTally? NewEvidence() => Scenario.Evidence is null ? null : new EvidenceTally(Scenario);

    /// <summary>A taker for the runs as they are made, which hands on those that count.</summary>
    /// <param name="take">Given those.</param>
    /// <param name="evidence">Counts all, as <see cref="NewEvidence"/> made it.</param>
    /// <param name="into">Receives what each run comes to; null where nobody wants to know.</param>
    public RunTaker Held(RunTaker take, EvidenceTally? evidence, Verdicts? into = null) => evidence is null ? take : new AgreeingRuns(Scenario, evidence, take, into);
}
