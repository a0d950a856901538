import { Argument } from "commander";
import { SHELLS, type Shell } from "../completion/shells.js";
import type { CommandDefinition } from "./definition.js";

export const completionCommand: CommandDefinition = {
  name: "completion",
  description: "print shell completions",
  help: `
Completes commands, options, the values of options, and file names.

Examples:
  source <(durable-id completion bash)   # in ~/.bashrc
  source <(durable-id completion zsh)    # in ~/.zshrc, after compinit
  durable-id completion fish > ~/.config/fish/completions/durable-id.fish`,
  define(command, call) {
    command.addArgument(new Argument("<shell>").choices(SHELLS)).action((shell: Shell) =>
      call.run(async (io) => {
        const { completion } = await import("../commands/completion.js");
        return completion(shell, call.whole(), io);
      }),
    );
  },
};
