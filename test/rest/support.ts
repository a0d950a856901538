import { onTestFinished } from "vitest";
import { MemoryDirectory } from "../../src/directory.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { createListingApi, type ListingApi, type ListingApiOptions } from "../../src/rest.js";
import { listen } from "../../src/serve/http.js";
import { SeededRandom } from "../../support/random.js";

export const TOKEN = "test-token-0123456789";
export const EMAIL = "someone@example.com";
export const KEY = "0123456789abcdef0123456789abcdef01234";
export const ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";
export const OTHER_ACCOUNT = "f23e105f4ecef8ad9ca31a8372d0c353";
export const ROOMS = "my-worker-ChatRoom";

/** A directory with one namespace with a number of objects, and a number of empty ones. */
export async function makeDirectory(
  objects: number,
  empty = 2,
): Promise<{ directory: MemoryDirectory; ids: string[] }> {
  const directory = new MemoryDirectory();
  directory.add({ uniqueKey: ROOMS, script: "my-worker", class: "ChatRoom" });
  for (let i = 0; i < empty; i++) {
    directory.add({ uniqueKey: `other-Class${i}`, script: "other", class: `Class${i}`, useSqlite: i % 2 === 0 });
  }
  const random = new SeededRandom("rest");
  const rooms = new DurableObjectNamespace({ uniqueKey: ROOMS, randomBytes: random.bytes });
  const ids = Array.from({ length: objects }, () => String(rooms.newUniqueId()));
  await directory.record(
    ROOMS,
    ids.map((id, i) => ({ id, hasStoredData: i % 3 === 0 })),
  );
  return { directory, ids: ids.sort() };
}

/** The API for a directory, with the credentials above. */
export const makeApi = (
  directory: ListingApiOptions["directory"],
  options: Partial<ListingApiOptions> = {},
): ListingApi =>
  createListingApi({
    directory,
    auth: { tokens: [TOKEN], keys: [{ email: EMAIL, key: KEY }] },
    accountId: ACCOUNT,
    ...options,
  });

export const BASE = "http://localhost/client/v4";
export const NAMESPACES = `${BASE}/accounts/${ACCOUNT}/workers/durable_objects/namespaces`;
export const OBJECTS = `${NAMESPACES}/${ROOMS}/objects`;
export const AUTHORIZED = { authorization: `Bearer ${TOKEN}` };

/** An envelope, read. */
export interface Envelope {
  success: boolean;
  errors: { code: number; message: string; error_chain?: { code: number; message: string }[] }[];
  messages: unknown[];
  result: Record<string, unknown>[] | null;
  result_info?: Record<string, unknown> & { cursor?: string; cursors?: { after: string } };
}

/** A GET with good credentials. */
export async function get(api: ListingApi, url: string, headers: Record<string, string> = AUTHORIZED) {
  const response = await api(new Request(url, { headers }));
  return { response, status: response.status, body: (await response.json()) as Envelope };
}

/** Serves an API on a free port of loopback for one test. */
export async function serve(api: ListingApi): Promise<string> {
  const { origin, close } = await listen(api, 0, "127.0.0.1");
  onTestFinished(close);
  return origin;
}
