import { beforeAll, expect, test } from "vitest";
import { ACCOUNT, EMAIL, KEY, makeApi, makeDirectory, OTHER_ACCOUNT, ROOMS, serve, TOKEN } from "../rest/support.js";
import { installPython, runInVenv } from "./python.js";

/*
 * The official Python SDK as it is published, with nothing changed but its base URL.
 */
beforeAll(() => installPython("test/sdk-python/requirements.txt"), 300_000);

const OBJECTS = 25_000;
const world = makeDirectory(OBJECTS, 30);

/** The environment that points the SDK at a server of ours, and the IDs that it has. */
async function start() {
  const { directory, ids } = await world;
  const CLOUDFLARE_BASE_URL = `${await serve(makeApi(directory))}/client/v4`;
  return { env: { CLOUDFLARE_BASE_URL, CLOUDFLARE_API_TOKEN: TOKEN, TEST_EMAIL: EMAIL, TEST_KEY: KEY }, ids };
}

test("lists all namespaces and 25,000 objects, each once, and raises the right class", async () => {
  const { env, ids } = await start();
  const args = ["test/sdk-python/exercise.py", ACCOUNT, OTHER_ACCOUNT, ROOMS];
  const seen = JSON.parse(await runInVenv("python", args, env));
  expect(seen.version).toBe("5.9.0");
  expect(seen.namespaces).toHaveLength(31);
  expect(seen.namespaces).toContainEqual({
    id: ROOMS,
    class: "ChatRoom",
    name: "my-worker_ChatRoom",
    script: "my-worker",
    use_sqlite: null,
  });
  expect(seen.objects).toEqual(ids);
  expect(seen.by_777).toEqual(ids);
  expect(seen.first_by_key).toHaveLength(10);
  expect(seen.first_by_key[0]).toEqual({ id: ids[0], hasStoredData: expect.any(Boolean) });
  expect(seen.errors).toEqual({
    token: "AuthenticationError",
    account: "PermissionDeniedError",
    namespace: "NotFoundError",
    limit: "BadRequestError",
    cursor: "BadRequestError",
  });
}, 120_000);

test("the example of the API's documentation runs as printed", async () => {
  const { env, ids } = await start();
  expect(await runInVenv("python", ["test/sdk-python/sample.py"], env)).toBe(`${ids[0]}\n`);
}, 60_000);
