import { Argument, Command } from 'commander'
import { examples } from './artifactContext.ts'
import type { Io } from './io.ts'
import { boundTo } from './usage.ts'

// Each script asks `mlcheck __complete WORDS…` for what the last word may become, and offers files besides where the
// answer's last line is `:files`.

const bash = `# bash completion for mlcheck. Install: mlcheck completion bash > /etc/bash_completion.d/mlcheck
_mlcheck() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
    else
      COMPREPLY+=("$line")
    fi
  done < <(mlcheck __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
# The names of artifacts hold colons, and options may be joined to their values.
COMP_WORDBREAKS="\${COMP_WORDBREAKS//:}"
COMP_WORDBREAKS="\${COMP_WORDBREAKS//=}"
complete -F _mlcheck mlcheck
`

const zsh = `#compdef mlcheck
# zsh completion for mlcheck. Install: mlcheck completion zsh > "\${fpath[1]}/_mlcheck"
_mlcheck() {
  local -a answers
  answers=("\${(@f)$(mlcheck __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ \${answers[-1]} == :files ]]; then
    answers=("\${(@)answers[1,-2]}")
    _files
  fi
  (( \${#answers} )) && compadd -a answers
}
compdef _mlcheck mlcheck
`

const fish = `# fish completion for mlcheck. Install: mlcheck completion fish > ~/.config/fish/completions/mlcheck.fish
function __mlcheck_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (mlcheck __complete -- $words[2..-1] 2>/dev/null)
    if test "$line" = :files
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c mlcheck -f -a '(__mlcheck_complete)'
`

const scripts: Readonly<Record<string, string>> = { bash, zsh, fish }

/** The command `mlcheck completion`. */
export function completionCommand(io: Io): Command {
  return boundTo(io, new Command('mlcheck completion'))
    .description('Print a script that lets a shell complete commands, options, artifacts and ids of checks.')
    .usage('<shell>')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText(
      'after',
      examples(
        ['completion bash > /etc/bash_completion.d/mlcheck'],
        ['completion zsh > "${' + 'fpath[1]}/_mlcheck"'],
        ['completion fish > ~/.config/fish/completions/mlcheck.fish'],
      ),
    )
    .action((shell: string) => io.stdout(scripts[shell] ?? ''))
}
