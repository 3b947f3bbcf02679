using System.CommandLine;

namespace ScenarioSim.App.Cli;

/// <summary><c>completion SHELL</c>: prints a script that teaches a shell to complete the program's words.</summary>
internal sealed class CompletionVerb : IVerb
{
    // Each asks the program itself (the parser's [suggest] directive), so that the scripts never change.
    private const string Bash = """
        # scenariosim completion bash > ~/.local/share/bash-completion/completions/scenariosim
        _scenariosim()
        {
            local IFS=$'\n'
            local suggestions
            suggestions=$(scenariosim "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null) || return
            local word="${COMP_WORDS[COMP_CWORD]}"
            # bash breaks words at = and :, the program does not.
            local prefix="${COMP_LINE:0:COMP_POINT}"; prefix="${prefix##* }"
            local cut="${prefix%"${word}"}"
            [[ "${word}" == "=" || "${word}" == ":" ]] && { cut="${prefix}"; word=""; }
            local suggestion
            COMPREPLY=()
            for suggestion in ${suggestions}; do
                [[ "${suggestion}" == "${prefix}"* ]] || continue
                suggestion="${suggestion#"${cut}"}"
                [[ "${suggestion}" == *[^A-Za-z0-9_./:=,@%+-]* ]] && printf -v suggestion '%q' "${suggestion}"
                [[ -n "${suggestion}" ]] && COMPREPLY+=("${suggestion}")
            done
            [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[/=] ]] && compopt -o nospace
            return 0
        }
        complete -o bashdefault -o default -F _scenariosim scenariosim
        """;

    private const string Zsh = """
        #compdef scenariosim
        # scenariosim completion zsh > "${fpath[1]}/_scenariosim"
        _scenariosim()
        {
            local -a suggestions
            suggestions=("${(@f)$(scenariosim "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            suggestions=("${(@)suggestions:#}")
            compadd -Q -S '' -- "${(@M)suggestions:#*[/=]}"
            compadd -Q -- "${(@)suggestions:#*[/=]}"
        }
        if [ "${funcstack[1]}" = "_scenariosim" ]; then _scenariosim "$@"; else compdef _scenariosim scenariosim; fi
        """;

    private const string Fish = """
        # scenariosim completion fish > ~/.config/fish/completions/scenariosim.fish
        function __scenariosim_complete
            set -l line (commandline -cp)
            scenariosim "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c scenariosim -f -a '(__scenariosim_complete)'
        """;

    private const string Pwsh = """
        # scenariosim completion pwsh >> $PROFILE
        Register-ArgumentCompleter -Native -CommandName scenariosim -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            scenariosim "[suggest:$cursorPosition]" "$commandAst" 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    private static readonly (string Shell, string Script)[] s_scripts = [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", Pwsh)];

    /// <inheritdoc/>
    public IReadOnlyList<(string Call, string Does)> Examples { get; } =
    [
        ("source <(scenariosim completion bash)", "complete verbs, options, files, policies, outcomes and tracks in this shell"),
    ];

    /// <inheritdoc/>
    public Command Command(Host host)
    {
        Argument<string> shell = new Argument<string>("SHELL") { Description = "The shell that is to complete" }.AcceptOnlyFromAmong([.. s_scripts.Select(s => s.Shell)]);
        var command = new Command("completion", "Print a script that completes this program's words in a shell") { shell };
        command.SetAction(parsed =>
        {
            ResultOutput.Write(host, null, s_scripts.Single(s => s.Shell == parsed.GetValue(shell)).Script + "\n");
            return ExitCode.Done;
        });
        return command;
    }
}
