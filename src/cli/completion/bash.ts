import type { CommandInfo, OptionInfo, ProgramInfo, ValueInfo } from "../command-table.js";

/** The completion script for bash 3.2 or later. All names and choices are plain words, so nothing needs quotes. */
export function bashCompletion({ name, options, commands }: ProgramInfo): string {
  const call = `_${name.replaceAll("-", "_")}`;
  const valued = options.filter(({ value }) => value !== undefined).flatMap(({ flags }) => flags);
  return `# bash completion for ${name}: source <(${name} completion bash)
${call}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
  local command="" options="" kind="" choices="" word i
  # bash splits --option=value at the equals sign.
  if [[ $cur == "=" ]]; then
    cur=""
  elif [[ $prev == "=" ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${valued.join(" | ")})
        ((i++))
        [[ \${COMP_WORDS[i]} == "=" ]] && ((i++))
        ;;
      -*) ;;
      *)
        command=\${COMP_WORDS[i]}
        break
        ;;
    esac
  done
  case $prev in
${values(options, "    ")}
  esac
  case $command in
    "")
      options="${flagsOf(options)}"
      [[ -n $kind || $cur == -* ]] || kind=choice choices="${commands.map((each) => each.name).join(" ")}"
      ;;
${commands.map((each) => commandCase(each)).join("\n")}
  esac
  if [[ ($kind == "" || $kind == argument-*) && $cur == -* ]]; then
    kind=choice choices=$options
  fi
  COMPREPLY=()
  case \${kind#argument-} in
    choice)
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$choices" -- "$cur")
      ;;
    file | folder)
      compopt -o filenames 2>/dev/null
      [[ $kind == *file ]] && choices=-f || choices=-d
      while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$choices" -- "$cur")
      ;;
  esac
}
complete -F ${call} ${name}
`;
}

function commandCase(command: CommandInfo): string {
  const [argument] = command.arguments;
  // Only the first argument has choices.
  const condition = argument?.kind === "choice" ? " || $COMP_CWORD -ne $((i + 1))" : "";
  const lines = [
    `    ${command.name})`,
    `      options="${flagsOf(command.options)}"`,
    "      case $prev in",
    values(command.options, "        "),
    "      esac",
    ...(argument === undefined ? [] : [`      [[ -n $kind${condition} ]] || ${setKind(argument, "argument-")}`]),
    "      ;;",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

/** A case with the options for each kind of value. */
function values(options: readonly OptionInfo[], indent: string): string {
  const byKind = new Map<string, string[]>();
  for (const { flags, value } of options) {
    if (value === undefined) continue;
    const kind = setKind(value);
    byKind.set(kind, [...(byKind.get(kind) ?? []), ...flags]);
  }
  return Array.from(byKind, ([kind, flags]) => `${indent}${flags.join(" | ")}) ${kind} ;;`).join("\n");
}

function setKind({ kind, choices }: ValueInfo, prefix = ""): string {
  return `kind=${prefix}${kind}${choices.length === 0 ? "" : ` choices="${choices.join(" ")}"`}`;
}

function flagsOf(options: readonly OptionInfo[]): string {
  return [...new Set(options.flatMap(({ flags }) => flags))].join(" ");
}
