import { createHash, createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Summary } from "../../src/check/summary.js";
import { cli, type Surroundings } from "./in-process.js";

export { cli, type Outcome, type Surroundings } from "./in-process.js";

interface Vectors {
  uniqueKeys: string[];
  named: { key: number; name: string; id: string }[];
  unique: { key: number; id: string }[];
}
interface JurisdictionVectors {
  uniqueKeys: string[];
  named: { key: number; jurisdiction: string; name: string; id: string }[];
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8")) as T;
export const workerd = read<Vectors>("workerd.json");
const jurisdictional = read<JurisdictionVectors>("jurisdiction.json");

/** The namespace of most tests, and another. */
export const ROOMS = "my-worker-ChatRoom";
export const OTHER = "w-public";

const keyIndex = (uniqueKey: string): number => workerd.uniqueKeys.indexOf(uniqueKey);
/** IDs that a real workerd made in a namespace. */
export const workerdIds = (uniqueKey: string): string[] =>
  workerd.unique.filter(({ key }) => key === keyIndex(uniqueKey)).map(({ id }) => id);
/** The ID that a real workerd gave a name. */
export function workerdId(uniqueKey: string, name: string): string {
  const found = workerd.named.find((entry) => entry.key === keyIndex(uniqueKey) && entry.name === name);
  if (!found) throw new Error(`no vector for ${name}`);
  return found.id;
}
export function jurisdictionalId(uniqueKey: string, jurisdiction: string, name: string): string {
  const key = jurisdictional.uniqueKeys.indexOf(uniqueKey);
  const found = jurisdictional.named.find((e) => e.key === key && e.jurisdiction === jurisdiction && e.name === name);
  if (!found) throw new Error(`no vector for ${name} in ${jurisdiction}`);
  return found.id;
}

export const FOO = workerdId(ROOMS, "foo");
export const EU_FOO = jurisdictionalId(ROOMS, "eu", "foo");
export const FOREIGN = workerdId(OTHER, "foo");

/** An ID according to the format, made only with node:crypto. */
export function referenceId(root: Uint8Array, name: string): string {
  const mac = (data: Uint8Array | string) => createHmac("sha256", root).update(data).digest().subarray(0, 16);
  const base = mac(name);
  return Buffer.concat([base, mac(base)]).toString("hex");
}
export const rootOf = (uniqueKey: string): Uint8Array => createHash("sha256").update(uniqueKey).digest();

/** A directory for one test. */
export function scratch(): { path: string; file: (name: string, content: string | Uint8Array) => string } {
  const path = mkdtempSync(join(tmpdir(), "durable-id-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(path, name), content);
    return join(path, name);
  };
  return { path, file };
}

export const cut = (text: string | Uint8Array, size: number): Uint8Array[] => {
  const bytes = Buffer.from(text as string);
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};

/** `check` of standard input under the key of {@link ROOMS}, as a summary. */
export async function summaryOf(stdin: Surroundings["stdin"], ...args: string[]): Promise<Summary> {
  const { stdout } = await cli(["check", "--unique-key", ROOMS, "--json", ...args], { stdin: stdin ?? "" });
  return JSON.parse(stdout) as Summary;
}

/** A line of `--annotate` or `--invalid`, with the line end. */
export function annotated(
  [verdict, reason, namespace, jurisdiction]: readonly [string, string?, string?, string?],
  input: string,
  line: number,
  record: string,
): string {
  return `${[verdict, reason, namespace, jurisdiction, input, line, record].join("\t")}\n`;
}

/** The verdict of each record of standard input, by `--annotate`. */
export async function verdictsOf(stdin: Surroundings["stdin"], ...args: string[]): Promise<string[]> {
  const outcome = await cli(["check", "--unique-key", ROOMS, "--annotate", ...args], { stdin: stdin ?? "" });
  return outcome.stdout
    .split("\n")
    .filter((line) => /^(valid|malformed|foreign|wrongJurisdiction)\t/.test(line))
    .map((line) => line.slice(0, line.indexOf("\t")));
}

/** Options that write the valid records to `good`, the others to `bad`, and all with their verdicts to `all`. */
export function outputsIn(folder: string): string[] {
  return ["--valid", `${folder}/good`, "--invalid-records", `${folder}/bad`, "--annotate", "--output", `${folder}/all`];
}
