using System.Diagnostics;
using System.Runtime.InteropServices;
using ScenarioSim.Reports;

namespace ScenarioSim.App.Cli;

/// <summary>What the user sees when the program itself is wrong.</summary>
internal static class Defect
{
    // So many places say where it happened; a whole stack trace would only frighten.
    private const int Places = 4;

    /// <summary>One paragraph: that it is not the user's fault, and what to report.</summary>
    public static string Describe(Exception defect, IReadOnlyList<string> arguments)
    {
        IEnumerable<string> places = new StackTrace(defect).GetFrames().Select(DiagnosticMethodInfo.Create).OfType<DiagnosticMethodInfo>()
            .Select(m => $"{m.DeclaringTypeName?.Split('.', '+')[^1]}.{m.Name}").Take(Places);
        string verb = arguments.FirstOrDefault(a => !a.StartsWith('-')) ?? "";
        string message = string.Join(' ', defect.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"scenariosim: this is a defect of the program, not of your scenario. Please open an issue with the file, the command line and these words: " +
            $"version {Product.Version}, {RuntimeInformation.RuntimeIdentifier}, verb `{verb}`, {defect.GetType().Name}: {message} (in {string.Join(", from ", places)})\n";
    }
}
