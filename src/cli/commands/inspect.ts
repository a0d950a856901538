import { differingDigits } from "../../bulk/repair/differing-digits.js";
import type { Repair, RepairKind } from "../../bulk/repair.js";
import { createValidator } from "../../bulk/validator.js";
import { openInputs } from "../../check/inputs/open-inputs.js";
import { readLines } from "../../check/inputs/read-lines.js";
import { type JudgedNamespace, judgedNamespace, type LabelledNamespace } from "../../check/namespaces.js";
import { nameVerdict } from "../../check/verdict-names.js";
import { describeReason } from "../../format/describe-reason.js";
import { lookAlikeOf } from "../../format/look-alike.js";
import type { Explanation } from "../../format/reason.js";
import type { VerdictName } from "../../format/verdict.js";
import { type InspectedId, inspectId } from "../../namespace/inspect-id.js";
import { escapeControls, printableJson, quote } from "../../text/printable.js";
import { type Colours, coloursFor } from "../colours.js";
import { CliError } from "../errors.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import { type KeyOptions, type KeySource, openNamespaces } from "../keys.js";

/** Options of `inspect`. */
export interface InspectOptions extends KeyOptions {
  readonly json?: boolean | undefined;
}

/**
 * The output of `inspect --json` for an ID, one line each: these keys stay. Unknown values are `null`. Details of the
 * reason follow.
 */
type Inspection = Parts & Judgement;

interface Parts {
  /** The ID as given. */
  readonly id: string;
  readonly wellFormed: boolean;
  /** 32 digits. */
  readonly base: string | null;
  readonly tag: string | null;
  readonly byte15: number | null;
  /** The jurisdiction with the code in byte 15. The ID has this jurisdiction only if its tag verifies under it. */
  readonly code: string | null;
}

interface Judgement {
  /** The verdict; `null` for a well-formed ID if no key was given. */
  readonly verdict: VerdictName | null;
  readonly namespace: string | null;
  readonly jurisdiction: string | null;
  /** Why it is invalid; `null` if it is valid. */
  readonly reason: Explanation["reason"] | null;
  readonly explanation: Explanation | null;
  /** The repaired ID, if the ID is damaged and the repair is proved by its checksum. */
  readonly repair: InspectedRepair | null;
}

/** A repair, for printing. */
interface InspectedRepair {
  readonly id: string;
  readonly namespace: string;
  readonly jurisdiction: string | null;
  readonly how: RepairKind;
  readonly evidenceBits: number;
}

/** `inspect ID…`: prints the parts of IDs, and their namespaces if keys are given. */
export async function inspect(
  ids: readonly string[],
  keys: readonly KeySource[],
  options: InspectOptions,
  io: Io,
): Promise<ExitCode> {
  if (ids.length === 0) throw new CliError("nothing to inspect: pass IDs, or - to read them from standard input");
  const namespaces = await openNamespaces(keys, options, io);
  const judge = judgeWith(namespaces);
  const colours = coloursFor(io.stdout, io);
  const isGood = ({ wellFormed, verdict }: Inspection) =>
    wellFormed && (namespaces.length === 0 || verdict === "valid");
  let count = 0;
  let areAllGood = true;
  for await (const batch of batchesOf(ids, io)) {
    const inspections = batch.map((id) => {
      const inspected = inspectId(id);
      return { ...partsOf(id, inspected), ...judge(id, inspected) };
    });
    const texts = options.json
      ? inspections.map((inspection) => `${printableJson(shown(inspection))}\n`)
      : inspections.map((inspection, i) => (count + i > 0 ? "\n" : "") + format(inspection, colours));
    await io.stdout.write(texts.join(""));
    count += batch.length;
    areAllGood &&= inspections.every(isGood);
  }
  if (count === 0) throw new CliError("nothing to inspect: standard input is empty");
  return areAllGood ? ExitCode.valid : ExitCode.invalid;
}

/** The IDs of the command line; `-` is replaced by the lines of standard input. */
async function* batchesOf(ids: readonly string[], io: Io): AsyncIterable<readonly string[]> {
  const dashes = ids.filter((id) => id === "-");
  const [input] = dashes.length === 0 ? [] : await openInputs(dashes, io);
  for (const id of ids) {
    if (id !== "-" || input === undefined) yield [id];
    else yield* readLines(input, { fatal: false });
  }
}

function partsOf(id: string, inspected: InspectedId): Parts {
  if (!inspected.ok) return { id, wellFormed: false, base: null, tag: null, byte15: null, code: null };
  const { base, tag, codeByte, possibleJurisdiction } = inspected;
  return { id, wellFormed: true, base, tag, byte15: codeByte, code: possibleJurisdiction ?? null };
}

function judgeWith(namespaces: readonly LabelledNamespace[]): (id: string, inspected: InspectedId) => Judgement {
  const validator = namespaces.length === 0 ? undefined : createValidator(namespaces.map(({ namespace }) => namespace));
  const judged = namespaces.map(judgedNamespace);
  const repairOf = (id: string): InspectedRepair | null => {
    const found = validator?.repair(id);
    return found === undefined ? null : nameRepair(found, judged[found.namespace]);
  };
  return (id, inspected) => {
    if (!inspected.ok) {
      const { ok, ...fault } = inspected;
      return { ...refused("malformed", fault), repair: repairOf(id) };
    }
    if (validator === undefined) return { ...UNKNOWN, verdict: null };
    const { verdict, namespace, jurisdiction } = nameVerdict(validator.check([id]), 0, judged);
    const owner = { namespace, jurisdiction: jurisdiction || null };
    if (verdict === "valid") return { ...UNKNOWN, verdict, ...owner };
    if (verdict === "wrongJurisdiction") {
      return { ...refused(verdict, { reason: "jurisdiction", jurisdiction: jurisdiction || undefined }), ...owner };
    }
    const repair = repairOf(id);
    if (repair === null) return refused(verdict, { reason: "unknown" });
    return { ...refused(verdict, { reason: "near-miss", wrongDigits: differingDigits(id, repair.id) }), repair };
  };
}

function nameRepair({ id, jurisdiction, how, evidenceBits }: Repair, owner: JudgedNamespace): InspectedRepair {
  return { id, namespace: owner.label, jurisdiction: owner.jurisdictionName(jurisdiction) || null, how, evidenceBits };
}

/** The JSON output: an ID without a jurisdiction has `null`, not a missing key. */
function shown({ explanation, ...inspection }: Inspection): object {
  const lookAlike = explanation?.reason === "not-hex" ? lookAlikeOf(explanation.character) : undefined;
  return { ...inspection, ...explanation, lookAlike, jurisdiction: inspection.jurisdiction };
}

const UNKNOWN = { namespace: null, jurisdiction: null, reason: null, explanation: null, repair: null };

function refused(verdict: VerdictName, explanation: Explanation): Judgement {
  return { ...UNKNOWN, verdict, reason: explanation.reason, explanation };
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
  lines.push(`  verdict  ${colour(verdict)}`);
  if (inspection.repair !== null) lines.push(...repairLines(inspection.repair, colours));
  return `${lines.join("\n")}\n`;
}

function repairLines(repair: InspectedRepair, colours: Colours): string[] {
  const { id, how, evidenceBits } = repair;
  return [
    `  repair   did you mean ${colours.green(id)}?`,
    `           ${ownerText(repair)}; ${how}, with ${evidenceBits} bits of evidence`,
  ];
}

function ownerText({ namespace, jurisdiction }: Pick<Inspection, "namespace" | "jurisdiction">): string {
  return `${quote(namespace ?? "")}, ${jurisdiction === null ? "no jurisdiction" : `jurisdiction "${jurisdiction}"`}`;
}

function verdictText(inspection: Inspection): string {
  const { verdict, explanation } = inspection;
  const whose = ownerText(inspection);
  switch (verdict) {
    case "valid":
      return `valid: ${whose}`;
    case "wrongJurisdiction":
      return `wrong jurisdiction: ${whose}`;
    case null:
      return "well-formed (pass --unique-key, --config or --key-file to see which namespace it belongs to)";
    default:
      return explanation === null ? verdict : `${verdict}, ${explanation.reason}: ${describeReason(explanation)}`;
  }
}
