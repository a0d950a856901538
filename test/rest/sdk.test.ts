import Cloudflare from "cloudflare";
import Cloudflare4 from "cloudflare-4";
import { expect, test } from "vitest";
import { ACCOUNT, EMAIL, KEY, makeApi, makeDirectory, OTHER_ACCOUNT, ROOMS, serve, TOKEN } from "./support.js";

/*
 * The official SDKs as they are published, with nothing changed but their base URL.
 */
const OBJECTS = 25_000;
const world = makeDirectory(OBJECTS, 30);

const SDKS = [
  { name: "cloudflare 7.3.0", Client: Cloudflare },
  { name: "cloudflare 4.5.0", Client: Cloudflare4 },
];

for (const { name, Client } of SDKS) {
  const open = async (apiToken = TOKEN) => {
    const { directory, ids } = await world;
    const baseURL = `${await serve(makeApi(directory))}/client/v4`;
    return { client: new Client({ apiToken, baseURL }), baseURL, ids };
  };
  const thrownBy = async (list: AsyncIterable<unknown>): Promise<unknown> => {
    try {
      for await (const _ of list);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test(`${name} lists all namespaces`, async () => {
    const { client } = await open();
    const found: unknown[] = [];
    for await (const namespace of client.durableObjects.namespaces.list({ account_id: ACCOUNT })) found.push(namespace);
    expect(found).toHaveLength(31);
    expect(found).toContainEqual({
      id: ROOMS,
      class: "ChatRoom",
      name: "my-worker_ChatRoom",
      script: "my-worker",
      use_sqlite: null,
    });
  });

  test.each([undefined, 10_000, 777])(`${name} pages through ${OBJECTS} objects, each once, by %s`, async (limit) => {
    const { client, ids } = await open();
    const seen: (string | undefined)[] = [];
    const options = limit === undefined ? { account_id: ACCOUNT } : { account_id: ACCOUNT, limit };
    for await (const { id } of client.durableObjects.namespaces.objects.list(ROOMS, options)) seen.push(id);
    expect(seen).toEqual(ids);
  });

  test(`${name} authenticates with an email and a key`, async () => {
    const { baseURL } = await open();
    const client = new Client({ apiEmail: EMAIL, apiKey: KEY, baseURL });
    const page = await client.durableObjects.namespaces.objects.list(ROOMS, { account_id: ACCOUNT, limit: 10 });
    expect(page.result).toHaveLength(10);
    expect(page.result[0]).toEqual({ id: expect.stringMatching(/^[0-9a-f]{64}$/), hasStoredData: expect.any(Boolean) });
  });

  test(`${name} throws the right class`, async () => {
    const { client, baseURL } = await open();
    const { namespaces } = client.durableObjects;
    const stranger = new Client({ apiToken: "wrong", baseURL });
    const wrongKey = new Client({ apiEmail: EMAIL, apiKey: `${KEY.slice(1)}0`, baseURL });
    const account_id = ACCOUNT;
    for (const each of [stranger, wrongKey]) {
      expect(await thrownBy(each.durableObjects.namespaces.list({ account_id }))).toBeInstanceOf(
        Client.AuthenticationError,
      );
    }
    expect(await thrownBy(namespaces.list({ account_id: OTHER_ACCOUNT }))).toBeInstanceOf(Client.PermissionDeniedError);
    expect(await thrownBy(namespaces.list({ account_id: "mine" }))).toBeInstanceOf(Client.NotFoundError);
    expect(await thrownBy(namespaces.objects.list("no-such", { account_id }))).toBeInstanceOf(Client.NotFoundError);
    for (const limit of [9, 10_001, 10.5, -1]) {
      const error = await thrownBy(namespaces.objects.list(ROOMS, { account_id, limit }));
      expect(error).toBeInstanceOf(Client.BadRequestError);
      expect(String(error)).toContain(`Invalid limit \\"${limit}\\"`);
      expect(String(error)).toContain("10 to 10000");
    }
    const badCursor = namespaces.objects.list(ROOMS, { account_id, cursor: "made-up" });
    expect(await thrownBy(badCursor)).toBeInstanceOf(Client.BadRequestError);
  });
}
