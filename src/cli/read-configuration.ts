import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { type ParseError, parse as parseJsonc, printParseErrorCode } from "jsonc-parser";
import { parse as parseToml, TomlError } from "smol-toml";
import { systemReason } from "../system/errors.js";
import { quote } from "../text/printable.js";
import { CliError } from "./errors.js";

/** The parsers for wrangler's formats, by extension. Its `.json` may have comments too. */
const PARSERS: Readonly<Record<string, (text: string, path: string) => unknown>> = {
  ".jsonc": jsonc,
  ".json": jsonc,
  ".toml": toml,
};

/**
 * Reads a wrangler configuration.
 * @returns its content, of any type
 * @throws CliError if the file can't be read, or has a syntax error
 */
export async function readConfiguration(path: string): Promise<unknown> {
  const extension = extname(path).toLowerCase();
  if (!Object.hasOwn(PARSERS, extension)) {
    throw new CliError(
      `--config must be a wrangler configuration that ends in .jsonc, .json or .toml, got ${quote(path)}`,
    );
  }
  return PARSERS[extension]((await textOf(path)).replace(/^\uFEFF/, ""), path);
}

async function textOf(path: string): Promise<string> {
  try {
    // The command would wait for a pipe, and a pipe can't be read again when a checkpoint is resumed.
    if (!(await stat(path)).isFile()) throw new CliError(`--config must be a regular file: ${quote(path)} is not`);
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(`can't read the configuration ${quote(path)}: ${systemReason(error)}`);
  }
}

function jsonc(text: string, path: string): unknown {
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parseJsonc(text, errors, { allowTrailingComma: true });
  } catch (error) {
    // The parser calls itself for each level.
    if (!(error instanceof RangeError)) throw error;
    throw new CliError(`can't read the configuration ${quote(path)}: it is nested too deeply`);
  }
  if (errors.length === 0) return value;
  const [{ error, offset }] = errors;
  const before = text.slice(0, offset).split("\n");
  throw syntaxError(path, before.length, before[before.length - 1].length + 1, wordsOf(printParseErrorCode(error)));
}

function toml(text: string, path: string): unknown {
  try {
    return parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Only the first line of the message, because the others quote the file.
    const [reason] = error.message.split("\n");
    throw syntaxError(path, error.line, error.column, reason.replace(/^Invalid TOML document: /, ""));
  }
}

/** `CommaExpected` → `comma expected`. */
function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, " $&").toLowerCase();
}

function syntaxError(path: string, line: number, column: number, reason: string): CliError {
  return new CliError(`syntax error in ${quote(path)}, line ${line}, column ${column}: ${reason}`);
}
