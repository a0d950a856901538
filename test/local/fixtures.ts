import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type ScannedObject, type ScanOptions, scanState } from "../../src/local.js";
import { UNIQUE_KEYS, type Written, type WrittenObject } from "./miniflare/write-state.js";

export { UNIQUE_KEYS };

const FIXTURES = "test/local/fixtures";

/** The releases whose state folders are committed. */
export const FIXTURE_RELEASES = readdirSync(FIXTURES, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);

/** A folder for one test. */
export function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), "durable-id-test-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** A copy of a release's state folder for one test, and the list of its objects. */
export function fixture(release: string): { state: string; written: Written } {
  const state = join(scratch(), "state");
  cpSync(join(FIXTURES, release, "state"), state, { recursive: true });
  return { state, written: JSON.parse(readFileSync(join(FIXTURES, release, "written.json"), "utf8")) as Written };
}

/** All that a scan finds. */
export async function scanAll(state: string, options?: ScanOptions): Promise<ScannedObject[]> {
  const found: ScannedObject[] = [];
  for await (const object of scanState(state, options)) found.push(object);
  return found;
}

/**
 * Whether an object that the writer had do something has stored data, by the rules of local-state.md. Until 2025 a
 * runtime kept alarms in memory, and had no SQL unless it was asked for.
 */
export function storesData({ version }: Written, { binding, name }: WrittenObject): boolean {
  if (name === "lobby") return true;
  if (/^3\.202[34]/.test(version)) return false;
  return name === "alarmed" || (name === "tabled" && binding === "BOARDS");
}
