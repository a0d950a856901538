import { mkdtempSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "@swc/wasm-typescript";
import type { Ended } from "../../support/packed/npm.js";
import { Session } from "./execute.js";
import { importsOf } from "./imports.js";
import type { Marker } from "./marker.js";
import { type Block, placeOf } from "./page.js";
import { checkValues, OBSERVER } from "./value-comments.js";

/** The marker of a block that is a module. */
export type ModuleMarker = Extract<Marker, { readonly typed: boolean }>;

const OBSERVE = pathToFileURL("test/docs/observe.mjs").href;

/** A file name that tells the block: `README.md-24`. */
export function nameOf({ page, line }: Block): string {
  return `${page.replaceAll("/", "-")}-${line}`;
}

/** The block's code on the lines that it has on its page, so that whatever is said of the file is true of the page. */
export function onItsLines({ line }: Block, code: string): string {
  return "\n".repeat(line) + code;
}

/** Puts the place on the page where something was said of the file made of a block: `README.md:24:7`. */
export function inTermsOfPage(block: Block, text: string): string {
  return text.replaceAll(new RegExp(`(?:file://)?[^\\s"'()]*${nameOf(block)}\\.m[jt]s`, "g"), block.page);
}

/**
 * The block as JavaScript: as printed, or without its types. Every character stays where it is.
 * @throws Error for what is no TypeScript, or more than types: an enum, or a parameter that is a property
 */
export function asJavaScript({ code }: Block, { typed }: ModuleMarker): string {
  if (!typed) return code;
  try {
    return transformSync(code, { mode: "strip-only", module: true }).code;
  } catch (error) {
    // What swc throws is no Error.
    const { message, startLine } = error as { readonly message: string; readonly startLine?: number };
    throw new Error(`${message} (line ${startLine} of the block)`, { cause: error });
  }
}

/**
 * Runs a block in a folder of its own in a project, its value comments being checked.
 * @throws Error, with the place on the page, where the block is no module, imports what it didn't say that it needs,
 * fails, or gives other values than the page says
 */
export async function runScript(project: string, block: Block, marker: ModuleMarker): Promise<string> {
  const folder = mkdtempSync(join(project, "run-"));
  const file = join(folder, `${nameOf(block)}.mjs`);
  writeFileSync(file, selfChecking(block, marker));
  const session = new Session(folder);
  try {
    const ended = await session.run(process.execPath, [basename(file)]);
    if (ended.status !== 0) throw new Error(faultOf(block, ended));
    return ended.stdout;
  } finally {
    session.end();
  }
}

function selfChecking(block: Block, marker: ModuleMarker): string {
  try {
    const code = onItsLines(block, asJavaScript(block, marker));
    refuseUndeclared(code, marker.needs);
    const checked = checkValues(code);
    const lines = JSON.stringify(checked.lines);
    const head = `import * as ${OBSERVER} from "${OBSERVE}"; ${OBSERVER}.report(${JSON.stringify(block.page)}, ${lines});`;
    return head + checked.code;
  } catch (error) {
    throw new Error(`${placeOf(block)}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** @throws Error for an import of a package that is neither ours nor in `needs` */
export function refuseUndeclared(code: string, needs: readonly string[]): void {
  for (const specifier of importsOf(code)) {
    const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    if (/^(\.|node:|cloudflare:)/.test(specifier) || name === "durable-id" || needs.includes(name)) continue;
    throw new Error(`it imports "${specifier}", and is not marked with needs=${name}`);
  }
}

function faultOf(block: Block, { status, stderr }: Ended): string {
  const told = inTermsOfPage(block, stderr).trim();
  return `${placeOf(block)}: ended with ${status === null ? "a signal" : `exit code ${status}`}\n${told}`;
}
