using System.Reflection;

namespace ScenarioSim.Reports;

/// <summary>What every result says about the program that made it.</summary>
public static class Product
{
    /// <summary>The version, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        (typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];

    /// <summary>The version of the language's meaning: it changes when the numbers of a run would, and replay holds within one.</summary>
    public const int Meaning = Compiler.Plan.Meaning;
}
