import type { CommandInfo, OptionInfo, ProgramInfo, ValueInfo } from "../command-table.js";

/** The completion script for zsh: a function to be autoloaded or sourced. */
export function zshCompletion({ name, options, commands }: ProgramInfo): string {
  const call = `_${name}`;
  return `#compdef ${name}
# zsh completion for ${name}: source <(${name} completion zsh), or save it as ${call} in a folder of $fpath
${call}() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${options.map((option) => `    ${optionSpec(option)} \\`).join("\n")}
    '1:command:->command' \\
    '*::argument:->arguments'
  case $state in
    command)
      local -a commands=(
${commands.map((each) => `        ${quote(`${each.name}:${escapeSpec(each.description)}`)}`).join("\n")}
      )
      _describe command commands
      ;;
    arguments)
      case $words[1] in
${commands.map(commandCase).join("\n")}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == ${call} ]]; then
  ${call} "$@"
else
  compdef ${call} ${name}
fi
`;
}

function commandCase({ name, options, arguments: values }: CommandInfo): string {
  const specs = [
    ...options.map(optionSpec),
    // All further arguments have the kind of the last one.
    ...values.map((value, i) =>
      quote(`${i === values.length - 1 && value.kind !== "choice" ? "*" : i + 1}${action(value)}`),
    ),
  ];
  return [
    `        ${name})`,
    `          _arguments \\\n${specs.map((spec) => `            ${spec}`).join(" \\\n")}`,
    "          ;;",
  ].join("\n");
}

function optionSpec({ flags, description, value, isRepeatable }: OptionInfo): string {
  const text = quote(`[${escapeSpec(description)}]${value === undefined ? "" : action(value)}`);
  const takesValue = value === undefined ? "" : "=";
  if (isRepeatable) return flags.map((flag) => `'*'${flag}${takesValue}${text}`).join(" ");
  if (flags.length === 1) return `${flags[0]}${takesValue}${text}`;
  return `'(${flags.join(" ")})'{${flags.map((flag) => flag + takesValue).join(",")}}${text}`;
}

/** `:message:action` of a value. */
function action({ name, kind, choices }: ValueInfo): string {
  switch (kind) {
    case "choice":
      return `:${name}:(${choices.join(" ")})`;
    case "file":
      return `:${name}:_files`;
    case "folder":
      return `:${name}:_files -/`;
    case "text":
      return `:${name}: `;
  }
}

/** Escapes the characters that are special in `_arguments` and `_describe`. */
function escapeSpec(text: string): string {
  return text.replace(/[\\[\]:]/g, "\\$&");
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
