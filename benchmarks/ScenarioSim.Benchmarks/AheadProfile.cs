using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;

namespace ScenarioSim.Benchmarks;

/// <summary>
/// Records which generic methods the program's commands compile while they run, and writes them to <c>src/ScenarioSim.App/start.mibc</c>, from which the compiler of a Release build knows what to compile ahead:
/// of the framework's generics it finds by itself only those that are called directly, and LINQ's iterators are not.
/// </summary>
/// <remarks>
/// The format is a packed assembly that is never loaded: a method <c>AssemblyDictionary</c> names groups of methods by the assemblies they are for, and a method for each group loads the token of each
/// (dotnet/runtime, docs/design/features/readytorun-composite-format-design.md and the remarks in MIbcProfileParser.cs). What a later framework no longer has is passed over.
/// </remarks>
internal static partial class AheadProfile
{
    private const string Group = "ScenarioSim.Core;";
    private const string Flagship = "scenarios/moment-of-crisis.yaml", Small = "scenarios/geneva-week.yaml", Reference = "benchmarks/scenarios/reference-crisis.yaml";

    private static readonly string[] s_commands =
    [
        $"check {Flagship}", $"run {Flagship} --runs 100k", $"run {Flagship} --runs 1k --width single", $"run {Flagship} --runs 1k --width 256", $"run {Flagship} --runs 1k --format json", $"run {Flagship} --runs 1k --format csv",
        $"run {Flagship} --runs 1k --format markdown", $"run {Flagship} --precision 1pp", $"run {Reference} --runs 10k --design lhs", $"run {Reference} --runs 10k --design sobol",
        $"run {Small} --runs 10k --engine interpreter", $"compare {Flagship} --policies all --runs 1k", $"exact {Small}", $"trace {Flagship} --run 7", $"graph {Flagship} theatre", $"verify {Small} --runs 10k",
        "rare benchmarks/scenarios/rare-escalation.yaml --outcome catastrophe --precision 30%", $"export {Small} --to prism --set resolve=0.5 --set flexibility=0.5 --set deterrence=0.5",
    ];

    private static readonly Dictionary<string, Type> s_short = new()
    {
        ["bool"] = typeof(bool),
        ["byte"] = typeof(byte),
        ["ubyte"] = typeof(byte),
        ["char"] = typeof(char),
        ["double"] = typeof(double),
        ["float"] = typeof(float),
        ["int"] = typeof(int),
        ["long"] = typeof(long),
        ["nint"] = typeof(nint),
        ["short"] = typeof(short),
        ["uint"] = typeof(uint),
        ["ulong"] = typeof(ulong),
        ["ushort"] = typeof(ushort),
        // Code for all classes is the same.
        ["System.__Canon"] = typeof(object),
    };

    /// <summary>Builds the program without code compiled ahead, runs its commands, and writes the file.</summary>
    public static void Write()
    {
        string folder = Directory.CreateTempSubdirectory("scenariosim-ahead-").FullName;
        Run("dotnet", ["build", Path.Combine(Shipped.Folder, "src/ScenarioSim.App"), "-c", "Release", "-p:CompileAhead=false", "-o", folder], null);
        string log = Path.Combine(folder, "compiled.txt");
        foreach (string command in s_commands)
        {
            Console.WriteLine(command);
            Run(Path.Combine(folder, OperatingSystem.IsWindows() ? "scenariosim.exe" : "scenariosim"), command.Split(' '), log);
        }
        Assembly[] assemblies = Assemblies(folder);
        string target = Path.Combine(Shipped.Folder, "src/ScenarioSim.App/start.mibc");
        (int written, int unknown) = Write(File.ReadLines(log).Distinct(), assemblies, target);
        Directory.Delete(folder, recursive: true);
        Console.WriteLine($"{written} methods in {target}; {unknown} could not be named");
    }

    [GeneratedRegex(@"JIT compiled (?<method>.*?) \[(Tier0|Tier-0|FullOpts|Instrumented)")]
    private static partial Regex Compiled();

    private static void Run(string program, IReadOnlyList<string> arguments, string? log)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = Shipped.Folder };
        if (log is not null) (start.Environment["DOTNET_JitStdOutFile"], start.Environment["DOTNET_JitDisasmSummary"]) = (log, "1");
        using Process process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"exit code {process.ExitCode}: {program} {string.Join(' ', arguments)}");
    }

    // Those of the program, and of the framework what has a name like the system's.
    private static Assembly[] Assemblies(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*.dll").Concat(Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")))
        {
            try
            {
                Assembly.Load(Path.GetFileNameWithoutExtension(file));
            }
            catch (FileNotFoundException)
            {
                Assembly.LoadFrom(file);
            }
            catch (BadImageFormatException)
            {
                // Not managed.
            }
        }
        return AppDomain.CurrentDomain.GetAssemblies();
    }

    private static (int Written, int Unknown) Write(IEnumerable<string> log, Assembly[] assemblies, string target)
    {
        var profile = new PersistedAssemblyBuilder(new AssemblyName("start"), typeof(object).Assembly);
        ModuleBuilder module = profile.DefineDynamicModule("start");
        MethodBuilder group = module.DefineGlobalMethod("Methods", MethodAttributes.Public | MethodAttributes.Static, typeof(void), Type.EmptyTypes);
        ILGenerator il = group.GetILGenerator();
        int unknown = 0;
        var written = new HashSet<string>();
        foreach (string line in log)
        {
            if (Compiled().Match(line) is not { Success: true } match || !match.Groups["method"].Value.Contains('[')) continue;
            try
            {
                foreach (MethodBase method in Methods(match.Groups["method"].Value, assemblies))
                {
                    if (!written.Add($"{method.DeclaringType} {method}")) continue;
                    il.Emit(OpCodes.Ldtoken, method is ConstructorInfo constructor ? module.GetMethodMetadataToken(constructor) : module.GetMethodMetadataToken((MethodInfo)method));
                    il.Emit(OpCodes.Pop);
                }
            }
            catch (Exception e) when (e is TypeLoadException or ArgumentException or NotSupportedException)
            {
                // The log says `int` of an enumeration too.
                unknown++;
            }
        }
        il.Emit(OpCodes.Ret);
        ILGenerator dictionary = module.DefineGlobalMethod("AssemblyDictionary", MethodAttributes.Public | MethodAttributes.Static, typeof(void), Type.EmptyTypes).GetILGenerator();
        dictionary.Emit(OpCodes.Ldstr, Group);
        dictionary.Emit(OpCodes.Ldtoken, group);
        dictionary.Emit(OpCodes.Pop);
        dictionary.Emit(OpCodes.Ret);
        module.CreateGlobalFunctions();
        File.Delete(target);
        using ZipArchive zip = ZipFile.Open(target, ZipArchiveMode.Create);
        using Stream entry = zip.CreateEntry(Path.GetFileName(target) + ".dll").Open();
        profile.Save(entry);
        return (written.Count, unknown);
    }

    // The instantiations that `Type[arguments]:Method[arguments](parameters)` stands for, of all overloads.
    private static IEnumerable<MethodBase> Methods(string text, Assembly[] assemblies)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        int at = 0;
        Type type = TypeAt(text, ref at, assemblies);
        int end = at + 1;
        while (end < text.Length && text[end] is not ('[' or '(')) end++;
        string name = text[(at + 1)..end];
        Type[] arguments = end < text.Length && text[end] == '[' ? Arguments(text, ref end, assemblies) : [];
        if (arguments.Length == 0 && !type.IsGenericType) return [];
        if (name is ".ctor" or ".cctor") return type.GetConstructors(All).Where(c => c.Name == name);
        return type.GetMethods(All).Where(m => m.Name == name && m.GetGenericArguments().Length == arguments.Length).Select(m => arguments.Length == 0 ? m : m.MakeGenericMethod(arguments));
    }

    private static Type TypeAt(string text, ref int at, Assembly[] assemblies)
    {
        int end = at;
        while (end < text.Length && text[end] is not ('[' or ']' or ',' or ':')) end++;
        string name = text[at..end];
        at = end;
        Type type = s_short.TryGetValue(name, out Type? known) ? known
            : assemblies.Select(a => a.GetType(name)).FirstOrDefault(t => t is not null) ?? throw new TypeLoadException(name);
        bool IsArray(int i) => i + 1 < text.Length && text[i] == '[' && text[i + 1] == ']';
        if (at < text.Length && text[at] == '[' && !IsArray(at)) type = type.MakeGenericType(Arguments(text, ref at, assemblies));
        for (; IsArray(at); at += 2) type = type.MakeArrayType();
        return type;
    }

    // From the opening bracket to behind the closing one.
    private static Type[] Arguments(string text, ref int at, Assembly[] assemblies)
    {
        var arguments = new List<Type>();
        do
        {
            at++;
            arguments.Add(TypeAt(text, ref at, assemblies));
        }
        while (text[at] == ',');
        at++;
        return [.. arguments];
    }
}
