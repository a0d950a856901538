import { listOldDatabases, type OldDatabase } from "../../local/old-layout.js";
import { type ScannedObject, scanState } from "../../local/scan.js";
import { type Colours, coloursFor } from "../colours.js";
import { ExitCode } from "../exit-code.js";
import { throwIfStopped } from "../input/stop.js";
import type { Io } from "../io.js";
import { escapeControls, formatCount, formatSize, quote } from "../text.js";

/** Options of `scan`. */
export interface ScanCommandOptions {
  /** Unique keys that strays may be of. */
  readonly uniqueKey?: readonly string[] | undefined;
  /** Names that objects may have. */
  readonly name?: readonly string[] | undefined;
  readonly json?: boolean | undefined;
}

/** `scan DIR`: tells of each object of a state directory whose it is, and what is in it. */
export async function scan(directory: string, options: ScanCommandOptions, io: Io): Promise<ExitCode> {
  const colours = coloursFor(io.stdout, io.env);
  const counts = { objects: 0, strays: 0, unreadable: 0 };
  let folder: string | undefined;
  for await (const object of scanState(directory, { uniqueKeys: options.uniqueKey, names: options.name })) {
    throwIfStopped(io.stop);
    counts.objects++;
    if (!object.isValid) counts.strays++;
    if (object.fault !== undefined) counts.unreadable++;
    const here = `${object.plugin}/${object.uniqueKey}`;
    const heading = here === folder ? "" : `${folder === undefined ? "" : "\n"}${colours.bold(escapeControls(here))}\n`;
    folder = here;
    await io.stdout.write(options.json ? jsonLine(object) : heading + row(object, colours));
  }
  const old = await listOldDatabases(directory);
  await io.stdout.write(old.map(options.json ? oldJsonLine : oldRow).join(""));
  if (!options.json) await io.stdout.write(summary(counts, old.length));
  return counts.strays + counts.unreadable === 0 ? ExitCode.valid : ExitCode.invalid;
}

/** The keys of a line stay; `null` is what can't be said. */
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
  return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, known[key] ?? null])))}\n`;
}

function row({ id, isValid, owner, name, hasStoredData, size, fault }: ScannedObject, colours: Colours): string {
  const data = hasStoredData === undefined ? "?" : hasStoredData ? "data" : "empty";
  const notes = [
    name === undefined ? [] : quote(name),
    isValid ? [] : colours.red(owner === undefined ? "of a namespace unknown here" : `of ${quote(owner)}`),
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
  return `${escapeControls(path)}  ${formatSize(size)}, as Miniflare had it up to 3.20230904\n`;
}

function summary(counts: { objects: number; strays: number; unreadable: number }, old: number): string {
  const parts = [
    `${formatCount(counts.objects)} ${counts.objects === 1 ? "object" : "objects"}`,
    counts.strays === 0 ? [] : `${formatCount(counts.strays)} stray`,
    counts.unreadable === 0 ? [] : `${formatCount(counts.unreadable)} that can't be read in full`,
    old === 0 ? [] : `${formatCount(old)} in an old layout`,
  ].flat();
  return `${counts.objects + old === 0 ? "" : "\n"}${parts.join(", ")}\n`;
}
