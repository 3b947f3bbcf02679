using BenchmarkDotNet.Running;
using ScenarioSim.Benchmarks;

if (args is ["rare"])
{
    RareRatio.Print();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Run).Assembly).Run(args);
