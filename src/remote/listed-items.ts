import type { ListedNamespace } from "../directory/copy.js";
import type { ObjectEntry } from "../directory/types.js";
import type { ListAnswer } from "./answer.js";
import { isRecord } from "./json.js";

/** The maximum length of an id, a name or a cursor in characters. */
const LONGEST_TEXT = 4096;
const OBJECT_ID = /^[0-9a-f]{64}$/;

/** The fault of an answer; completes "the answer is …". Contains no values, which could be the credentials. */
export class ItemFault extends Error {}

/** The namespaces of a page. @throws ItemFault for an item that isn't a namespace */
export function namespacesOf({ result }: ListAnswer): ListedNamespace[] {
  return result.map((item, i) => {
    const { id, name, script, class: className, use_sqlite: useSqlite } = membersOf(item, i);
    if (!isText(id) || id === "" || id === "." || id === "..") throw invalid(i, "id", "a string for a URL");
    const text = (member: string, value: unknown, otherwise: string) => {
      if (value === undefined || value === null || value === "") return otherwise;
      if (isText(value)) return value;
      throw invalid(i, member, "a string");
    };
    // The API's documentation requires none of them.
    const label = text("name", name, id);
    const names = { script: text("script", script, label), class: text("class", className, label) };
    return { id, name: label, ...names, useSqlite: flagOf(i, "use_sqlite", useSqlite) };
  });
}

/** The objects of a page. @throws ItemFault for an item that isn't an object */
export function objectsOf({ result }: ListAnswer): ObjectEntry[] {
  return result.map((item, i) => {
    const { id, hasStoredData } = membersOf(item, i);
    if (typeof id !== "string" || !OBJECT_ID.test(id)) throw invalid(i, "id", "64 lower-case hex digits");
    return { id, hasStoredData: flagOf(i, "hasStoredData", hasStoredData) };
  });
}

/** The cursor of the next page, from either of its two places; empty after the last page. @throws ItemFault for an invalid cursor */
export function nextCursor({ info }: ListAnswer): string {
  const after = isRecord(info.cursors) ? info.cursors.after : undefined;
  const cursor = after || info.cursor || "";
  if (isText(cursor)) return cursor;
  throw new ItemFault("invalid: its cursor is not a string");
}

/** The number of pages; `undefined` if the server doesn't report it. */
export function pageCount({ info }: ListAnswer): number | undefined {
  const pages = info.total_pages;
  return typeof pages === "number" && pages > 0 ? pages : undefined;
}

function membersOf(item: unknown, i: number): Readonly<Record<string, unknown>> {
  if (isRecord(item)) return item;
  throw new ItemFault(`invalid: item ${i + 1} is not an object`);
}

function flagOf(i: number, member: string, value: unknown): boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value;
  throw invalid(i, member, "a boolean");
}

/** Whether a value is a string that a database and a URL can represent. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST_TEXT && value.isWellFormed() && !value.includes("\0");
}

function invalid(i: number, member: string, expected: string): ItemFault {
  return new ItemFault(`invalid: "${member}" of item ${i + 1} is not ${expected}`);
}
