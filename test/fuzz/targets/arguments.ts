import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Option } from "commander";
import { createProgram } from "../../../src/cli/program.js";
import type { SeededRandom } from "../../../support/random.js";
import { cli, type Outcome } from "../../cli/in-process.js";
import { requireExitCode } from "../exit.js";
import { differences, KeptFiles, readFolder } from "../folder.js";
import { havoc } from "../havoc.js";
import { jsonBytes, parseJson } from "../json.js";
import { requireTrue } from "../require.js";
import type { Target } from "../target.js";
import { FILES, FITTING, INPUT, INPUTS, VALUES } from "./argument-samples.js";

/** They have no end of their own, or look for another machine. */
const LEFT_OUT = ["bench", "pull", "serve", "--remote"];
const OUTPUT_OPTIONS = [
  ...["--output", "--invalid", "--invalid-records", "--valid", "--repairs", "--report", "--junit", "--checkpoint"],
  ...["--db", "--both", "--stored-only", "--listed-only", "--params"],
];

/** Any arguments end with exit code 0, 1 or 2 and no exception; only files change that an output option names. */
export const commandArguments: Target = {
  name: "arguments",
  open(folder) {
    const work = join(folder, "work");
    mkdirSync(work);
    for (const [name, content] of Object.entries(FILES)) writeFileSync(join(work, name), content);
    const kept = new KeptFiles(work, join(folder, "kept"));
    const commands = optionsByCommand();
    return {
      generate: (random) => jsonBytes(anyArguments(random, commands)),
      mutate(random, input) {
        const argv = argumentsIn(input) ?? [];
        const at = random.below(argv.length + 1);
        const [, options = []] = commands.find(([name]) => name === argv[0]) ?? [];
        const changed = [...argv];
        if (random.below(3) === 0) changed.splice(at, 1);
        else if (random.below(2) === 0) changed.splice(at, 0, ...anyOption(random, options));
        else changed.splice(at, 1, Buffer.from(havoc(random, Buffer.from(argv[at] ?? "-"))).toString());
        return jsonBytes(changed);
      },
      async run(input) {
        const argv = argumentsIn(input);
        if (argv === undefined) return undefined;
        kept.restore();
        mkdirSync(join(work, "state/do"), { recursive: true });
        process.chdir(work);
        const outcome = await cli([...argv], { stdin: INPUT });
        requireExitCode(outcome, [0, 1, 2]);
        requireOwnFiles(argv, outcome, differences(kept.contents, readFolder(work)));
        return undefined;
      },
    };
  },
};

/** The arguments of an input, unless they could lead out of the folder, or never end. */
function argumentsIn(input: Uint8Array): readonly string[] | undefined {
  const argv = parseJson(input);
  if (!Array.isArray(argv) || !argv.every((argument) => typeof argument === "string")) return undefined;
  const isLeftOut = (argument: string) =>
    /^\/|\.\.|=\//.test(argument) || LEFT_OUT.some((each) => argument.startsWith(each));
  return argv.some(isLeftOut) ? undefined : (argv as string[]);
}

/** An option with the values to try; none if it takes none. */
interface AnyOption {
  readonly flag: string;
  readonly values: readonly string[];
}

function optionOf({ long, short, required, argChoices }: Option): AnyOption {
  const flag = long ?? short ?? "";
  const fitting = argChoices ?? FITTING.find(([pattern]) => pattern.test(flag))?.[1] ?? VALUES;
  return { flag, values: required ? fitting : [] };
}

/** Commands with their options. */
function optionsByCommand(): [command: string, options: AnyOption[]][] {
  const command = createProgram({ stdout: {}, env: {} } as never).whole();
  return command.commands
    .filter((each) => !LEFT_OUT.includes(each.name()))
    .map((each) => [each.name(), each.options.map(optionOf)]);
}

function anyOption(random: SeededRandom, options: readonly AnyOption[]): string[] {
  if (options.length === 0 || random.below(4) === 0) return [random.pick(random.below(3) > 0 ? INPUTS : VALUES)];
  const { flag, values } = random.pick(options);
  if (values.length === 0) return [flag];
  const value = random.pick(random.below(6) > 0 ? values : VALUES);
  return random.below(4) === 0 ? [`${flag}=${value}`] : [flag, value];
}

/** What a command needs most of the time, and other options. */
function anyArguments(random: SeededRandom, commands: ReturnType<typeof optionsByCommand>): string[] {
  const [command, options] = random.pick(commands);
  const needed = options.filter(({ flag }) => ["--unique-key", "--db", "--dialect"].includes(flag));
  const argv = random.below(4) > 0 ? needed.flatMap(({ flag, values }) => [flag, random.pick(values)]) : [];
  return [command, ...argv, ...Array.from({ length: random.below(6) }, () => anyOption(random, options)).flat()];
}

/** Fails if a file has changed that no output option names, or that is an input too; or any file of a refused run. */
function requireOwnFiles(argv: readonly string[], { code, stderr }: Outcome, changed: readonly string[]): void {
  // With a checkpoint, what a run that failed has written stays for the next one, under names of its own.
  const isResumable = code === 2 && argv.some((argument) => argument.startsWith("--checkpoint"));
  for (const path of changed) {
    if (isResumable && /^\..*\.durable-id$/.test(path)) continue;
    const name = path.replace(/-(wal|shm|journal)$/, "");
    const options = argv.flatMap((argument, i) => {
      const [flag, value = argv[i + 1]] = argument.split("=");
      return OUTPUT_OPTIONS.includes(flag) && value !== undefined && join(value) === name ? flag : [];
    });
    requireTrue(options.length > 0, `${path} is left as it is by ${JSON.stringify(argv)}: ${stderr}`);
    // After an option it may be that option's value, and no file.
    const isInput = argv.some((argument, i) => argument === path && !argv[i - 1]?.startsWith("-"));
    requireTrue(!isInput, `${path} is not both read and written by ${JSON.stringify(argv)}`);
    // A CI reads the test results of a run that failed, too; and a database grows while it is imported into.
    const isKept = options.some((flag) => ["--junit", "--db", "--checkpoint"].includes(flag));
    requireTrue(code !== 2 || isKept, `a refused run leaves ${path} as it is: ${JSON.stringify(argv)}`);
  }
}
