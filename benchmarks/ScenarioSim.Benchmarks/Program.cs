using BenchmarkDotNet.Running;
using ScenarioSim.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(Run).Assembly).Run(args);
