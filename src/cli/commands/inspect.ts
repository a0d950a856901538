import { createValidator } from "../../bulk/validator.js";
import { openInputs } from "../../check/inputs/open-inputs.js";
import { readLines } from "../../check/inputs/read-lines.js";
import type { LabelledNamespace } from "../../check/namespaces.js";
import { nameVerdict } from "../../check/verdict-names.js";
import { BASE_SIZE, ID_DIGITS, ID_SIZE } from "../../format/codec.js";
import { decodeHex, encodeHex } from "../../format/hex.js";
import { JurisdictionTable } from "../../format/jurisdiction.js";
import { escapeControls, quote } from "../../text/printable.js";
import { type Colours, coloursFor } from "../colours.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { type KeyOptions, type KeySource, openNamespaces } from "../keys.js";

/** Options of `inspect`. */
export interface InspectOptions extends KeyOptions {
  readonly json?: boolean | undefined;
}

/** What `inspect --json` prints of an ID, one line each: these keys stay. `null` is what can't be said. */
interface Inspection {
  /** As it was given. */
  readonly id: string;
  readonly wellFormed: boolean;
  /** 32 digits each. */
  readonly base: string | null;
  readonly tag: string | null;
  readonly byte15: number | null;
  /** The jurisdiction whose code byte 15 would be: its ID's only if the tag says so. */
  readonly code: string | null;
  /** One of the API's verdicts; `null` for a well-formed ID where no key was given. */
  readonly verdict: string | null;
  readonly namespace: string | null;
  readonly jurisdiction: string | null;
}

/** `inspect ID…`: takes IDs apart, and tells their namespaces if keys are given. */
export async function inspect(
  ids: readonly string[],
  keys: readonly KeySource[],
  options: InspectOptions,
  io: Io,
): Promise<ExitCode> {
  if (ids.length === 0) throw new CliError("nothing to inspect: pass IDs, or - to read them from standard input");
  if (keys.length === 0 && options.jurisdiction !== undefined) {
    throw new CliError("--jurisdiction needs a key: pass --unique-key KEY or --key-file FILE");
  }
  const judge = judgeWith(await openNamespaces(keys, options, io.stop));
  const colours = coloursFor(io.stdout, io);
  const isGood = ({ wellFormed, verdict }: Inspection) => wellFormed && (keys.length === 0 || verdict === "valid");
  let count = 0;
  let areAllGood = true;
  for await (const batch of batchesOf(ids, io)) {
    const inspections = batch.map((id) => ({ ...takeApart(id), ...judge(id) }));
    const texts = options.json
      ? inspections.map((inspection) => `${JSON.stringify(inspection)}\n`)
      : inspections.map((inspection, i) => (count + i > 0 ? "\n" : "") + format(inspection, colours));
    await io.stdout.write(texts.join(""));
    count += batch.length;
    areAllGood &&= inspections.every(isGood);
  }
  if (count === 0) throw new CliError("nothing to inspect: there are no lines in standard input");
  return areAllGood ? ExitCode.valid : ExitCode.invalid;
}

/** The IDs of the command line, with the lines of standard input where it says `-`. */
async function* batchesOf(ids: readonly string[], io: Io): AsyncIterable<readonly string[]> {
  const dashes = ids.filter((id) => id === "-");
  const [input] = dashes.length === 0 ? [] : await openInputs(dashes, io);
  for (const id of ids) {
    if (id !== "-" || input === undefined) yield [id];
    else yield* readLines(input, { fatal: false });
  }
}

type Anatomy = Omit<Inspection, keyof Judgement>;

function takeApart(id: string): Anatomy {
  const bytes = new Uint8Array(ID_SIZE);
  if (!decodeHex(id, bytes)) return { id, wellFormed: false, base: null, tag: null, byte15: null, code: null };
  const byte15 = bytes[BASE_SIZE - 1];
  return {
    id,
    wellFormed: true,
    base: encodeHex(bytes.subarray(0, BASE_SIZE)),
    tag: encodeHex(bytes.subarray(BASE_SIZE)),
    byte15,
    code: new JurisdictionTable().nameOf(byte15) ?? null,
  };
}

type Judgement = Pick<Inspection, "verdict" | "namespace" | "jurisdiction">;

function judgeWith(namespaces: readonly LabelledNamespace[]): (id: string) => Judgement {
  if (namespaces.length === 0) {
    return (id) => ({
      verdict: decodeHex(id, new Uint8Array(ID_SIZE)) ? null : "malformed",
      namespace: null,
      jurisdiction: null,
    });
  }
  const validator = createValidator(namespaces.map(({ namespace }) => namespace));
  return (id) => {
    const { verdict, namespace, jurisdiction } = nameVerdict(validator.check([id]), 0, namespaces);
    const isOwned = verdict === "valid" || verdict === "wrongJurisdiction";
    return { verdict, namespace: isOwned ? namespace : null, jurisdiction: jurisdiction || null };
  };
}

function format(inspection: Inspection, colours: Colours): string {
  const { id, base, tag, byte15, code } = inspection;
  const lines = [colours.bold(escapeControls(id) || "(empty)")];
  if (base !== null && tag !== null && byte15 !== null) {
    const hex = byte15.toString(16).padStart(2, "0");
    const meaning = code === null ? "no jurisdiction's code" : `the code of "${code}", if the ID has a jurisdiction`;
    lines.push(`  base     ${base}`, `  tag      ${tag}`, `  byte 15  ${hex}: ${meaning}`);
  }
  const verdict = verdictText(inspection);
  const colour =
    inspection.verdict === "valid" ? colours.green : inspection.verdict === null ? colours.dim : colours.red;
  return `${[...lines, `  verdict  ${colour(verdict)}`].join("\n")}\n`;
}

function verdictText({ id, verdict, namespace, jurisdiction }: Inspection): string {
  const whose = `${quote(namespace ?? "")}, ${jurisdiction === null ? "no jurisdiction" : `jurisdiction "${jurisdiction}"`}`;
  switch (verdict) {
    case "valid":
      return `valid: ${whose}`;
    case "wrongJurisdiction":
      return `wrong jurisdiction: ${whose}`;
    case "foreign":
      return "foreign: it belongs to none of the namespaces whose keys were given";
    case "malformed":
      return id.length === ID_DIGITS
        ? `malformed: not all of its ${ID_DIGITS} characters are hex digits`
        : `malformed: must be ${ID_DIGITS} hex digits, got ${id.length} characters`;
    default:
      return "well-formed (pass --unique-key or --key-file to see which namespace it belongs to)";
  }
}
