import { openInputs } from "../../check/inputs/open-inputs.js";
import { readLines } from "../../check/inputs/read-lines.js";
import { letSignalsIn } from "../../check/inputs/stop.js";
import type { DurableObjectId } from "../../namespace/id.js";
import type { DurableObjectNamespace } from "../../namespace/namespace.js";
import { printableJson } from "../../text/printable.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { type KeyOptions, type KeySource, requireNamespace } from "../keys.js";

/** How many IDs are made before they are written. */
const BATCH = 1024;

/** Options of `mint`. */
export interface MintOptions extends KeyOptions {
  /** The number of random IDs to make. */
  readonly unique?: string | undefined;
  readonly json?: boolean | undefined;
}

/** `mint NAME…`: prints the IDs of names, then random ones, one per line. */
export async function mint(
  names: readonly string[],
  keys: readonly KeySource[],
  options: MintOptions,
  io: Io,
): Promise<ExitCode> {
  const uniqueCount = parseCount(options.unique);
  if (names.length === 0 && uniqueCount === undefined) {
    throw new CliError("nothing to mint: pass NAMEs, - to read them from standard input, or --unique N");
  }
  const namespace = await requireNamespace(keys, options, io);
  const format = options.json ? jsonLine : plainLine;
  for await (const ids of mintAll(namespace, names, uniqueCount ?? 0, io)) {
    await io.stdout.write(ids.map(format).join(""));
    await letSignalsIn(io.stop);
  }
  return ExitCode.valid;
}

async function* mintAll(
  namespace: DurableObjectNamespace,
  names: readonly string[],
  uniqueCount: number,
  io: Io,
): AsyncIterable<DurableObjectId[]> {
  const [input] = names.includes("-")
    ? await openInputs(
        names.filter((name) => name === "-"),
        io,
      )
    : [];
  for (const name of names) {
    if (name !== "-" || input === undefined) yield [namespace.idFromName(name)];
    // Decoding with replacement characters would change the name, and so the ID.
    else
      for await (const read of readLines(input, { fatal: true })) yield read.map((each) => namespace.idFromName(each));
  }
  for (let left = uniqueCount; left > 0; left -= BATCH) {
    yield Array.from({ length: Math.min(left, BATCH) }, () => namespace.newUniqueId());
  }
}

function parseCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new CliError("--unique must be an integer of at least 1");
}

function plainLine(id: DurableObjectId): string {
  return `${id}\n`;
}

function jsonLine(id: DurableObjectId): string {
  const { name = null, jurisdiction = null } = id;
  return `${printableJson({ name, id: id.toString(), jurisdiction })}\n`;
}
