import { expect, it } from "vitest";
import { makeCursor, readCursor } from "../../src/rest/cursor.js";
import { ACCOUNT, get, makeApi, makeDirectory, NAMESPACES, OBJECTS, OTHER_ACCOUNT, TOKEN } from "./support.js";

const { directory, ids } = await makeDirectory(30);
const secret = new Uint8Array(32).fill(7);
const scope = { account: ACCOUNT, namespace: "a" };
const cursor = makeCursor(secret, scope, ids[0]);

it("is valid only for its account, its namespace and its secret", () => {
  expect(cursor).toMatch(/^[\w-]{66}$/);
  expect(readCursor(secret, scope, cursor)).toBe(ids[0]);
  expect(readCursor(secret, { ...scope, account: ACCOUNT.toUpperCase() }, cursor)).toBe(ids[0]);
  expect(readCursor(secret, { ...scope, namespace: "b" }, cursor)).toBeUndefined();
  expect(readCursor(secret, { ...scope, account: OTHER_ACCOUNT }, cursor)).toBeUndefined();
  expect(readCursor(new Uint8Array(32).fill(8), scope, cursor)).toBeUndefined();
});

it("is invalid with any character changed", () => {
  for (let at = 0; at < cursor.length; at++) {
    for (const char of "Aa0_-+/= \u00e9") {
      if (cursor[at] === char) continue;
      expect(readCursor(secret, scope, cursor.slice(0, at) + char + cursor.slice(at + 1))).toBeUndefined();
    }
  }
  for (const text of ["", cursor.slice(1), `${cursor}A`, `${cursor}==`, ids[0], "0".repeat(66), " ".repeat(66)]) {
    expect(readCursor(secret, scope, text)).toBeUndefined();
  }
});

it("of a page works again later, and after a restart with the same secret", async () => {
  const first = (await get(makeApi(directory), `${OBJECTS}?limit=10`)).body.result_info?.cursor ?? "";
  const pages = await Promise.all(
    [makeApi(directory), makeApi(directory)].map((api) => get(api, `${OBJECTS}?limit=10&cursor=${first}`)),
  );
  for (const { body } of pages) expect(body.result?.map(({ id }) => id)).toEqual(ids.slice(10, 20));
});

it("stays valid after its object is deleted or another one is added before it", async () => {
  const { directory: changing, ids: listed } = await makeDirectory(20);
  const api = makeApi(changing);
  const first = (await get(api, `${OBJECTS}?limit=10`)).body.result_info?.cursor ?? "";
  const { directory: other } = await makeDirectory(25);
  const more = await other.objects("my-worker-ChatRoom", { limit: 25 });
  await changing.record("my-worker-ChatRoom", more?.objects ?? []);
  const { body } = await get(api, `${OBJECTS}?limit=100&cursor=${first}`);
  const wanted = (more?.objects ?? []).map(({ id }) => id).filter((id) => id > listed[9]);
  expect(body.result?.map(({ id }) => id)).toEqual(wanted);
});

it("made up, of another namespace, or empty: 400, and the message contains it", async () => {
  const api = makeApi(directory);
  const good = (await get(api, `${OBJECTS}?limit=10`)).body.result_info?.cursor ?? "";
  for (const [url, value] of [
    [`${OBJECTS}?cursor=`, ""],
    [`${OBJECTS}?cursor=${ids[0]}`, ids[0]],
    [`${NAMESPACES}/other-Class0/objects?cursor=${good}`, good],
  ]) {
    const { status, body } = await get(api, url);
    expect([status, body.errors[0].code]).toEqual([400, 10077]);
    expect(body.errors[0].message).toContain(`Invalid cursor "${value}"`);
  }
  const elsewhere = await get(api, `${NAMESPACES}/nowhere/objects?cursor=${good}`);
  expect([elsewhere.status, elsewhere.body.errors[0].code]).toEqual([404, 10066]);
});

it("of another account: 400", async () => {
  const api = makeApi(directory, { accountId: undefined });
  const good = (await get(api, `${OBJECTS}?limit=10`)).body.result_info?.cursor ?? "";
  const url = `${OBJECTS}?limit=10&cursor=${good}`;
  expect((await get(api, url)).status).toBe(200);
  expect((await get(api, url.replace(ACCOUNT, ACCOUNT.toUpperCase()))).status).toBe(200);
  const { status, body } = await get(api, url.replace(ACCOUNT, OTHER_ACCOUNT));
  expect([status, body.errors[0].code]).toEqual([400, 10077]);
});

it("uses the tokens if the directory keeps no secret, and `cursorSecret` if it is given", async () => {
  const bare = {
    namespaces: directory.namespaces.bind(directory),
    namespace: directory.namespace.bind(directory),
    objects: directory.objects.bind(directory),
  };
  const cursorOf = async (options: Parameters<typeof makeApi>[1]) =>
    (await get(makeApi(bare, options), `${OBJECTS}?limit=10`)).body.result_info?.cursor;
  const byToken = await cursorOf({ auth: { tokens: [TOKEN] } });
  expect(await cursorOf({ auth: { tokens: [TOKEN, "another"] } })).toBe(byToken);
  expect(await cursorOf({ auth: { tokens: ["another", TOKEN] } })).not.toBe(byToken);
  expect(await cursorOf({ auth: { tokens: [TOKEN] }, cursorSecret: secret })).not.toBe(byToken);
});
