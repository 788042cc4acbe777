using System.Collections.Generic;
using System.CommandLine;
using Lstm.Specification;

namespace Lstm.Trainer.Cli.Commands;

/// <summary>lstm completion: what makes a shell complete the tool's commands and options.</summary>
internal static class CompletionCommand
{
    // Each asks the tool itself, by the [suggest] directive of System.CommandLine; where it knows nothing, the shell completes names of files.
    private const string Bash = """
        _lstm() {
          local word=${COMP_WORDS[COMP_CWORD]} IFS=$'\n'
          COMPREPLY=()
          if [[ $COMP_CWORD -eq 1 || $word == -* || ${COMP_WORDS[COMP_CWORD-1]} == --* ]]; then
            COMPREPLY=($(compgen -W "$(lstm "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
          fi
        }
        complete -o default -F _lstm lstm
        """;

    private const string Zsh = """
        #compdef lstm
        _lstm() {
          local -a known
          local word=${words[CURRENT]}
          if [[ $CURRENT -eq 2 || $word == -* || ${words[CURRENT-1]} == --* ]]; then
            known=("${(@f)$(lstm "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            known=(${(M)known:#${word}*})
          fi
          (( $#known )) && compadd -- $known || _files
        }
        compdef _lstm lstm
        """;

    private const string Fish = """
        function __lstm_suggest
          set -l line (commandline --cut-at-cursor)
          lstm "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete --command lstm --condition __fish_use_subcommand --no-files --arguments '(__lstm_suggest)'
        complete --command lstm --condition 'string match --quiet -- "-*" (commandline --current-token)' --no-files --arguments '(__lstm_suggest)'
        complete --command lstm --condition 'string match --quiet -- "--*" (commandline --tokenize --cut-at-cursor)[-1]' --arguments '(__lstm_suggest)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName lstm -ScriptBlock {
          param($word, $line, $cursor)
          lstm "[suggest:$cursor]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    private static readonly Dictionary<string, string> Scripts = new() { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish, ["powershell"] = PowerShell };

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", Scripts.Keys) };
        shell.CompletionSources.Add([.. Scripts.Keys]);
        shell.Validators.Add(result =>
        {
            string asked = result.Tokens[0].Value;
            if (!Scripts.ContainsKey(asked))
            {
                result.AddError($"{Wording.Shorten(asked)}: expected one of {string.Join(", ", Scripts.Keys)}.");
            }
        });
        var command = new ToolCommand("completion", "Writes a script that makes a shell complete the tool's commands and options.")
        {
            Examples =
            [
                ("source <(lstm completion bash)", "in ~/.bashrc; for zsh likewise, in ~/.zshrc after compinit"),
                ("lstm completion fish > ~/.config/fish/completions/lstm.fish", "once"),
                ("lstm completion powershell | Out-String | Invoke-Expression", "in $PROFILE"),
            ],
        };
        command.Takes(shell);
        return command.Does((result, _) =>
        {
            result.InvocationConfiguration.Output.WriteLine(Scripts[result.GetValue(shell)!]);
            return ExitCode.Done;
        });
    }
}
