import type { Directory, ObjectEntry } from "../../src/directory.js";
import { createListingClient, type ListingClient, type ListingClientOptions } from "../../src/remote.js";
import { SeededRandom } from "../../support/random.js";
import type { DescribedNamespace } from "./described-api.js";

export const ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";
export const TOKEN = "v1.0-secret-token_0123456789";
export const BASE_URL = "https://listing.example/client/v4";

const random = new SeededRandom("pull");
/** A number of IDs, unsorted and without a known key. */
export const randomIds = (count: number): string[] =>
  Array.from({ length: count }, () => Buffer.from(random.bytes(32)).toString("hex"));

/** A namespace with a number of objects. */
export function namespaceOf(number: number, count: number): DescribedNamespace {
  return {
    id: number.toString(16).padStart(32, "c0ffee"),
    name: `worker_Class${number}`,
    script: "worker",
    class: `Class${number}`,
    use_sqlite: number % 2 === 0,
    objects: randomIds(count).map((id, i) => ({ id, hasStoredData: i % 3 === 0 })),
  };
}

/** A client of a server in this process. */
export function clientOf(
  fetch: ListingClientOptions["fetch"],
  options: Partial<ListingClientOptions> = {},
): ListingClient {
  const all = { accountId: ACCOUNT, token: TOKEN, baseUrl: BASE_URL, fetch, ...options };
  return createListingClient(all as ListingClientOptions);
}

/** The objects of a directory, by the namespaces' ids. */
export async function contentsOf(directory: Directory): Promise<Record<string, readonly ObjectEntry[]>> {
  const { namespaces } = await directory.namespaces({ page: 1, perPage: 1000 });
  const lists = namespaces.map(
    async ({ id }) => [id, (await directory.objects(id, { limit: 1e6 }))?.objects ?? []] as const,
  );
  return Object.fromEntries(await Promise.all(lists));
}

/** The same of what a server has. */
export function contentsOfApi(namespaces: readonly DescribedNamespace[]): Record<string, ObjectEntry[]> {
  const sorted = ({ objects }: DescribedNamespace) =>
    objects
      .map(({ id, hasStoredData }) => ({ id, hasStoredData: hasStoredData ?? null }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  return Object.fromEntries(namespaces.map((each) => [each.id, sorted(each)]));
}

/** The error that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise;
  } catch (error) {
    return error as Error & { code?: string };
  }
  throw new Error("it resolved");
}
