import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import Database from "libsql";
import type { Place } from "./command.js";
import { type ChainPlan, OUTPUT_FILES } from "./plan.js";
import type { Ended } from "./process.js";

/** Characters of a stream that are compared as they are: longer ones are no readable difference. */
const LONGEST_SHOWN = 20_000;

/** Everything that a run gives except its times: equal for all runs of a command. */
export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The names in the folder of outputs, but for what a database that is closed may leave next to it. */
  readonly outputs: readonly string[];
  readonly temporary: readonly string[];
  readonly contents: readonly string[];
}

/** @param place the run's: its path is in what `import` prints */
export function resultOf(plan: ChainPlan, { code, stdout, stderr }: Ended, place: Place): Result {
  return {
    code,
    stdout: lasting(stdout, place),
    stderr: lasting(stderr, place),
    outputs: readdirSync(place.outputs)
      .filter((name) => !isEmptyCompanion(place.outputs, name))
      .sort(),
    temporary: readdirSync(place.temporary),
    contents: plan.outputs.map((option) => contentOf(join(place.outputs, OUTPUT_FILES[option]))),
  };
}

/** A log whose content is in the database, and the index of that log. */
function isEmptyCompanion(folder: string, name: string): boolean {
  const log = /^(.*\.db)-(?:wal|shm)$/.exec(name)?.[1];
  return log !== undefined && (statSync(join(folder, `${log}-wal`), { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function lasting(text: string, { outputs }: Place): string {
  const kept = text
    .replace(/^[\d.]+ s, .*$/m, "")
    .replace(/"(seconds|idsPerSecond)":[\d.e+]+,/g, "")
    .replaceAll(outputs, "OUTPUTS");
  return kept.length > LONGEST_SHOWN ? digestOf(kept) : kept;
}

/** Stands for a file's bytes, without the times and the command in it; of a database, for what it lists. */
function contentOf(path: string): string {
  if (!existsSync(path)) return `${basename(path)}: missing`;
  if (path.endsWith(".db")) return `${basename(path)}: ${digestOf(listedIn(path))}`;
  const bytes = readFileSync(path);
  if (path.endsWith(".html")) {
    return digestOf(bytes.toString().replace(/<dt>(date|time|speed|command)<\/dt><dd>.*?<\/dd>/gs, ""));
  }
  return `${basename(path)}: ${digestOf(path.endsWith(".xml") ? bytes.toString().replace(/ time="[\d.e-]+"/g, "") : bytes)}`;
}

/** Every row of a listing. */
function listedIn(path: string): string {
  const database = new Database(path, { readonly: true });
  try {
    const rows = (sql: string) => database.prepare(sql).raw().all();
    const namespaces = rows("SELECT id, script, class, unique_key FROM namespaces ORDER BY id");
    const objects = rows("SELECT namespace, hex(id), stored FROM objects ORDER BY namespace, id");
    return JSON.stringify([rows("PRAGMA integrity_check"), namespaces, objects]);
  } finally {
    database.close();
  }
}

function digestOf(content: string | Buffer): string {
  return `${content.length} long, ${createHash("sha256").update(content).digest("hex").slice(0, 16)}`;
}
