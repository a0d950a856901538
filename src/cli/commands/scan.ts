import { throwIfStopped } from "../../check/inputs/stop.js";
import { findStateFolder } from "../../local/find-state.js";
import { isUnnamedWorker } from "../../local/kinds.js";
import { listOldDatabases, type OldDatabase } from "../../local/old-layout.js";
import { type ScannedObject, scanState } from "../../local/scan.js";
import { listUnknown } from "../../local/unknown.js";
import { escapeControls, printableJson, quote } from "../../text/printable.js";
import { formatCount, formatSize } from "../../text/quantities.js";
import { type Colours, coloursFor } from "../colours.js";
import { ExitCode } from "../exit-code.js";
import type { Io } from "../io.js";
import type { KeyChoice, KeySource } from "../key-source.js";
import { candidatesFor, resolveKeys } from "../resolve-keys.js";

/** Options of `scan`. */
export interface ScanCommandOptions extends KeyChoice {
  /** Possible names of objects. */
  readonly name?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
}

/** The counts of a scan. */
interface Counts {
  objects: number;
  strays: number;
  unreadable: number;
}

/** `scan DIR`: lists the objects of a state folder, the namespace of each ID, and whether each object has stored data. */
export async function scan(
  directory: string,
  keys: readonly KeySource[],
  options: ScanCommandOptions,
  io: Io,
): Promise<ExitCode> {
  const uniqueKeys = await uniqueKeysOf(keys, options);
  const colours = coloursFor(io.stdout, io);
  const state = await findStateFolder(directory);
  if (state !== directory) await note(`the state folder is ${quote(state, Number.POSITIVE_INFINITY)}`, io);
  const counts: Counts = { objects: 0, strays: 0, unreadable: 0 };
  const faults: string[] = [];
  const onFault = ({ message }: Error) => void faults.push(message);
  let folder: string | undefined;
  for await (const object of scanState(state, { uniqueKeys, names: options.name, onFault })) {
    throwIfStopped(io.stop);
    counts.objects++;
    if (!object.isValid) counts.strays++;
    if (object.fault !== undefined) counts.unreadable++;
    const here = `${object.plugin}/${object.uniqueKey}`;
    if (here !== folder && isUnnamedWorker(object.uniqueKey)) await note(unnamedNote(here), io);
    const heading = here === folder ? "" : `${folder === undefined ? "" : "\n"}${colours.bold(escapeControls(here))}\n`;
    folder = here;
    await io.stdout.write(options.json ? jsonLine(object) : heading + row(object, colours));
  }
  const old = await listOldDatabases(state);
  const unknown = await listUnknown(state);
  const rest = options.json
    ? [
        ...old.map(oldJsonLine),
        ...faults.map((fault) => line({ verdict: "unreadable", fault })),
        ...unknown.map(({ path }) => line({ verdict: "unknown", path })),
      ]
    : [
        ...old.map(oldRow),
        ...faults.map((fault) => `${colours.red(escapeControls(fault))}\n`),
        ...unknown.map(({ path }) => `${escapeControls(path)}  unknown\n`),
      ];
  await io.stdout.write(rest.join(""));
  if (!options.json) {
    const isEmpty = counts.objects + rest.length === 0;
    await io.stdout.write(`${isEmpty ? "" : "\n"}${summary(counts, old.length, faults.length, unknown.length)}\n`);
  }
  return counts.strays + counts.unreadable + faults.length === 0 ? ExitCode.valid : ExitCode.invalid;
}

/** Unique keys that strays may belong to: for a configuration, those of all its environments and older class names. */
async function uniqueKeysOf(keys: readonly KeySource[], options: ScanCommandOptions): Promise<string[]> {
  const named = await resolveKeys(keys, options);
  const others = await candidatesFor(keys, options, named);
  return [...named, ...(others ?? [])].flatMap((key) => ("uniqueKey" in key ? key.uniqueKey : []));
}

async function note(text: string, io: Io): Promise<void> {
  await io.stderr.write(`durable-id: ${text}\n`);
}

function unnamedNote(folder: string): string {
  return (
    `${quote(folder, Number.POSITIVE_INFINITY)} belongs to a Worker without a name: ` +
    "wrangler gives it a new UUID at every start, so these objects can't be found again"
  );
}

/** The keys of a line stay; unknown values are `null`. */
function jsonLine(object: ScannedObject): string {
  const { plugin, uniqueKey, id, isValid, owner, name, hasStoredData, size, path, fault } = object;
  const verdict = isValid ? "valid" : "stray";
  return line({ plugin, uniqueKey, id, verdict, owner, name, hasStoredData, size, path, fault });
}

function oldJsonLine({ plugin, folder, size, path }: OldDatabase): string {
  return line({ plugin, verdict: "oldLayout", name: folder, size, path });
}

function line(known: Record<string, unknown>): string {
  const keys = ["plugin", "uniqueKey", "id", "verdict", "owner", "name", "hasStoredData", "size", "path", "fault"];
  return `${printableJson(Object.fromEntries(keys.map((key) => [key, known[key] ?? null])))}\n`;
}

function row({ id, isValid, owner, name, hasStoredData, size, fault }: ScannedObject, colours: Colours): string {
  const data = hasStoredData === undefined ? "?" : hasStoredData ? "data" : "empty";
  const notes = [
    name === undefined ? [] : quote(name),
    isValid ? [] : colours.red(owner === undefined ? "unknown namespace" : `belongs to ${quote(owner)}`),
    fault === undefined ? [] : colours.red(`can't be read: ${escapeControls(fault)}`),
  ].flat();
  const cells = [
    id,
    isValid ? colours.green("valid") : colours.red("stray"),
    data.padEnd(5),
    (size === undefined ? "?" : formatSize(size)).padStart(8),
    ...notes,
  ];
  return `  ${cells.join("  ")}\n`;
}

function oldRow({ path, size }: OldDatabase): string {
  return `${escapeControls(path)}  ${formatSize(size)}, in the layout of Miniflare up to 3.20230904\n`;
}

function summary({ objects, strays, unreadable }: Counts, old: number, folders: number, unknown: number): string {
  const parts = [
    `${formatCount(objects)} ${objects === 1 ? "object" : "objects"}`,
    strays === 0 ? [] : `${formatCount(strays)} stray`,
    unreadable === 0 ? [] : `${formatCount(unreadable)} that can't be read in full`,
    old === 0 ? [] : `${formatCount(old)} in an old layout`,
    folders === 0 ? [] : `${formatCount(folders)} ${folders === 1 ? "folder" : "folders"} that can't be read`,
    unknown === 0 ? [] : `${formatCount(unknown)} unknown`,
  ].flat();
  return parts.join(", ");
}
