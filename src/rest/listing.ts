import type { NamespaceEntry } from "../directory/types.js";
import { type CursorScope, makeCursor, readCursor } from "./cursor.js";
import { listResponse } from "./envelope.js";
import { badParameter, unknownNamespace } from "./faults.js";
import type { ListingApiOptions } from "./options.js";
import { readNumber, readText } from "./query.js";

/** A namespace in the API. */
export interface NamespaceItem {
  readonly id: string;
  readonly class: string;
  readonly name: string;
  readonly script: string;
  readonly use_sqlite: boolean | null;
}

/** Handles `GET …/namespaces`. A page after the last is an empty list, which ends the paging of the SDKs. */
export async function listNamespaces(
  directory: ListingApiOptions["directory"],
  query: URLSearchParams,
): Promise<Response> {
  const page = readNumber(query, "page");
  const perPage = readNumber(query, "per_page");
  const { namespaces, total } = await directory.namespaces({ page, perPage });
  return listResponse(namespaces.map(itemOf), {
    count: namespaces.length,
    page,
    per_page: perPage,
    total_count: total,
    total_pages: Math.ceil(total / perPage),
  });
}

function itemOf({ id, class: className, name, script, useSqlite }: NamespaceEntry): NamespaceItem {
  return { id, class: className, name, script, use_sqlite: useSqlite };
}

/** Handles `GET …/namespaces/{id}/objects`. The cursor is in two places: one for old SDKs, one for new ones. */
export async function listObjects(
  directory: ListingApiOptions["directory"],
  scope: CursorScope,
  query: URLSearchParams,
  secret: () => Promise<Uint8Array>,
): Promise<Response> {
  const { namespace } = scope;
  const limit = readNumber(query, "limit");
  const cursor = readText(query, "cursor");
  const after = cursor === undefined ? undefined : readCursor(await secret(), scope, cursor);
  // An unknown namespace is reported before an invalid cursor.
  const page = await directory.objects(namespace, { after, limit });
  if (page === undefined) throw unknownNamespace(namespace);
  if (cursor !== undefined && after === undefined) {
    throw badParameter("cursor", [cursor], "a cursor of 66 characters from a page of this namespace and account");
  }
  const last = page.more ? page.objects.at(-1) : undefined;
  const next = last === undefined ? "" : makeCursor(await secret(), scope, last.id);
  return listResponse(page.objects, { count: page.objects.length, cursor: next, cursors: { after: next } });
}
