import { CheckError, Stopped } from "../../check/errors.js";
import { type FoundId, IdFinder } from "../../check/id-finder.js";
import { openInputs } from "../../check/inputs/open-inputs.js";
import { escapeControls, printableJson } from "../../text/printable.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import { filesToSearch } from "../files-to-search.js";
import { checkImplicitStdin } from "../implicit-stdin.js";
import type { Io } from "../io.js";
import { type KeyOptions, type KeySource, openNamespaces, requireNamespaces } from "../keys.js";

/** Options of `grep`. */
export interface GrepOptions extends KeyOptions {
  /** Whether to find every run of 64 hex digits. */
  readonly all?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly count?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly recursive?: boolean | undefined;
}

/** `grep [FILE…]`: finds IDs in any text, and prints their places and namespaces. Continues after an input that can't be read. */
export async function grep(
  paths: readonly string[],
  keys: readonly KeySource[],
  options: GrepOptions,
  io: Io,
): Promise<ExitCode> {
  if (paths.indexOf("-") !== paths.lastIndexOf("-")) throw new CliError("standard input (-) can be read only once");
  const namespaces = await (options.all ? openNamespaces : requireNamespaces)(keys, options, io);
  await checkImplicitStdin(paths, keys, io);
  const finder = new IdFinder({ namespaces, all: options.all, stop: io.stop });
  const labels = new Map(namespaces.map(({ label }) => [label, escapeControls(label)]));
  let isFound = false;
  let hasFailed = false;
  const fail = async (error: unknown) => {
    if (!(error instanceof CheckError) || error instanceof Stopped) throw error;
    hasFailed = true;
    await io.stderr.write(`durable-id: ${escapeControls(error.message)}\n`);
  };
  for await (const path of filesToSearch(paths.length === 0 ? ["-"] : paths, options.recursive ?? false, fail)) {
    let count = 0;
    try {
      const [input] = await openInputs([path], io);
      const lineOf = options.json ? jsonLines(input.name) : textLines(input.name, options, labels);
      for await (const found of finder.find(input)) {
        if (options.quiet) return ExitCode.valid;
        count += found.length;
        if (!options.count) await io.stdout.write(found.map(lineOf).join(""));
      }
      if (options.count) await io.stdout.write(countLine(input.name, count, options));
    } catch (error) {
      await fail(error);
    }
    isFound ||= count > 0;
  }
  if (hasFailed) return ExitCode.failed;
  return isFound ? ExitCode.valid : ExitCode.invalid;
}

/**
 * `file:line:column:ID`, then with keys the namespace and the jurisdiction, and with `--all` the verdict before these;
 * separated by tabs, without a tab at the end.
 */
function textLines(file: string, { all }: GrepOptions, labels: ReadonlyMap<string, string>): (id: FoundId) => string {
  const name = escapeControls(file);
  return ({ text, line, column, verdict }) => {
    let words = `${name}:${line}:${column}:${text}`;
    if (verdict === undefined) return `${words}\n`;
    const { namespace, jurisdiction } = verdict;
    if (all) words += `\t${verdict.verdict}`;
    if (namespace !== "") words += `\t${labels.get(namespace)}`;
    if (jurisdiction !== "") words += `\t${jurisdiction}`;
    return `${words}\n`;
  };
}

/** These keys stay; `null` if there is no value. */
function jsonLines(file: string): (id: FoundId) => string {
  return ({ text, line, column, offset, verdict: named }) => {
    const id = text.toLowerCase();
    const { verdict = null, namespace, jurisdiction } = named ?? {};
    const whose = { verdict, namespace: namespace || null, jurisdiction: jurisdiction || null };
    return `${printableJson({ file, line, column, offset, id, text, ...whose })}\n`;
  };
}

function countLine(file: string, count: number, { json }: GrepOptions): string {
  return json ? `${printableJson({ file, count })}\n` : `${escapeControls(file)}:${count}\n`;
}
