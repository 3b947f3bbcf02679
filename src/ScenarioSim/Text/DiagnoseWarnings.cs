namespace ScenarioSim.Text;

/// <remarks>This file: SCN04xx, what is legal and worth a remark.</remarks>
internal static partial class Diagnose
{
    public static Diagnostic ListedAfterOtherwise(SourceSpan at, string name, string otherwise, SourceSpan other) =>
        Warning("SCN0401", at, $"`{name}` is listed after `{otherwise}`, which holds otherwise and is tried last all the same", $"move `{otherwise}` to the end, so that the file shows the order", other);

    public static Diagnostic OtherAdded(SourceSpan at, string name) =>
        Info("SCN0402", at, $"no outcome holds otherwise: runs in which none holds end in `{name}`", $"write `{name}: {{ otherwise: true }}` to give it a title or a value");
}
