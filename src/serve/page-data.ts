import type { Directory, NamespaceEntry } from "../directory/types.js";
import { ID_DIGITS } from "../format/codec.js";
import { badParameter, unknownNamespace } from "../rest/faults.js";
import { readText } from "../rest/query.js";

/** Objects in a page. */
const LIMIT = 50;

/** How many namespaces are read from a directory at once. */
const NAMESPACES_AT_A_TIME = 10_000;

/** Returns data for the page, from a directory and a query. */
type DataRoute = (directory: Directory, query: URLSearchParams) => Promise<object>;

/** The data routes of the page, by path. All of them need the token. */
export const DATA_ROUTES: Readonly<Record<string, DataRoute>> = {
  "/page/namespaces": async (directory) => ({ namespaces: (await allNamespaces(directory)).map(itemOf) }),
  "/page/objects": objectsFrom,
  "/page/position": position,
  "/page/listed": listedIn,
};

/** The objects from an ID, or its first digits, on, and the starts of the previous and next pages. */
async function objectsFrom(directory: Directory, query: URLSearchParams): Promise<object> {
  const { namespace, start } = readPlace(query);
  const page = await directory.objects(namespace, { after: predecessor(start), limit: LIMIT + 1 });
  const before = await directory.objects(namespace, { before: start, limit: LIMIT });
  if (page === undefined || before === undefined) throw unknownNamespace(namespace);
  return {
    objects: page.objects.slice(0, LIMIT),
    previous: before.objects[0]?.id ?? null,
    next: page.objects[LIMIT]?.id ?? null,
  };
}

/** The number of objects before the place, and of all objects. */
async function position(directory: Directory, query: URLSearchParams): Promise<object> {
  const { namespace, start } = readPlace(query);
  const before = await directory.count(namespace, start);
  const total = await directory.count(namespace);
  if (before === undefined || total === undefined) throw unknownNamespace(namespace);
  return { before, total };
}

/**
 * The namespace that lists an ID: the given one, or else one of those with a secret key, for whose IDs the page can't find
 * the namespace.
 */
async function listedIn(directory: Directory, query: URLSearchParams): Promise<object> {
  const id = readText(query, "id") ?? "";
  if (!/^[0-9a-f]{64}$/.test(id)) throw badParameter("id", [id], `${ID_DIGITS} lower-case hex digits`);
  const given = readText(query, "namespace");
  const candidates = given === undefined ? await secretNamespaces(directory) : [given];
  for (const namespace of candidates) {
    const page = await directory.objects(namespace, { after: predecessor(id), limit: 1 });
    if (page?.objects[0]?.id === id) return { namespace };
  }
  return { namespace: null };
}

function readPlace(query: URLSearchParams): { namespace: string; start: string } {
  const from = readText(query, "from") ?? "";
  if (!/^[0-9a-f]{0,64}$/.test(from)) throw badParameter("from", [from], `up to ${ID_DIGITS} lower-case hex digits`);
  return { namespace: readText(query, "namespace") ?? "", start: from.padEnd(ID_DIGITS, "0") };
}

/** The greatest ID before this one; `undefined` for the first. */
function predecessor(id: string): string | undefined {
  const number = BigInt(`0x${id}`);
  return number === 0n ? undefined : (number - 1n).toString(16).padStart(ID_DIGITS, "0");
}

/** The data of a namespace for the page: a unique key is not secret, and a secret key isn't in the entry. */
function itemOf({ id, script, class: className, useSqlite, uniqueKey, jurisdictions }: NamespaceEntry): object {
  return { id, script, class: className, useSqlite, uniqueKey: uniqueKey ?? null, jurisdictions };
}

async function secretNamespaces(directory: Directory): Promise<string[]> {
  return (await allNamespaces(directory)).filter(({ uniqueKey }) => uniqueKey === undefined).map(({ id }) => id);
}

async function allNamespaces(directory: Directory): Promise<NamespaceEntry[]> {
  const all: NamespaceEntry[] = [];
  for (let page = 1; ; page++) {
    const { namespaces, total } = await directory.namespaces({ page, perPage: NAMESPACES_AT_A_TIME });
    all.push(...namespaces);
    if (namespaces.length === 0 || all.length >= total) return all;
  }
}
