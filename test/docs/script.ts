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

/** A file name for the block: `README.md-24`. */
export function nameOf({ page, line }: Block): string {
  return `${page.replaceAll("/", "-")}-${line}`;
}

/** The block's code at its line numbers on the page, so that errors in the file have the page's lines. */
export function onItsLines({ line }: Block, code: string): string {
  return "\n".repeat(line) + code;
}

/** Replaces places in a block's file by places on the page: `README.md:24:7`. */
export function inTermsOfPage(block: Block, text: string): string {
  return text.replaceAll(new RegExp(`(?:file://)?[^\\s"'()]*${nameOf(block)}\\.m[jt]s`, "g"), block.page);
}

/**
 * The block as JavaScript: as printed, or without its types. Every character keeps its position.
 * @throws Error for invalid TypeScript, or syntax beyond types: an enum, or a parameter property
 */
export function asJavaScript({ code }: Block, { typed }: ModuleMarker): string {
  if (!typed) return code;
  try {
    return transformSync(code, { mode: "strip-only", module: true }).code;
  } catch (error) {
    // swc doesn't throw an Error.
    const { message, startLine } = error as { readonly message: string; readonly startLine?: number };
    throw new Error(`${message} (line ${startLine} of the block)`, { cause: error });
  }
}

/**
 * Runs a block in its own folder in a project, and checks its value comments.
 * @throws Error, with the place on the page, if the block is not a module, imports undeclared packages,
 * fails, or gives values other than the page's
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

/** @throws Error for an import of a package other than durable-id and those in `needs` */
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
