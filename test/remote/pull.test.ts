import { describe, expect, it } from "vitest";
import { MemoryDirectory, type SqliteDirectory } from "../../src/directory.js";
import { DurableObjectNamespace } from "../../src/index.js";
import { type ListingClient, type PullEvent, pullObjects } from "../../src/remote.js";
import { openSqlite } from "../directory/support.js";
import { createDescribedApi, type DescribedNamespace } from "./described-api.js";
import { ACCOUNT, clientOf, contentsOf, contentsOfApi, errorOf, namespaceOf, randomIds, TOKEN } from "./support.js";

type AnyDirectory = SqliteDirectory | MemoryDirectory;

const apiOf = (namespaces: DescribedNamespace[], pageSize = 20) =>
  createDescribedApi({ account: ACCOUNT, token: TOKEN, namespaces, pageSize });

/** A client that gets only the first pages of objects. */
function cutOff(client: ListingClient, pages: number): ListingClient {
  let left = pages;
  return {
    ...client,
    objects: (...call) => (left-- > 0 ? client.objects(...call) : Promise.reject(new Error("cut off"))),
  };
}

const DIRECTORIES: [string, () => Promise<AnyDirectory>][] = [
  ["SqliteDirectory", () => openSqlite()],
  ["MemoryDirectory", async () => new MemoryDirectory()],
];

describe.each(DIRECTORIES)("pullObjects into %s", (_, open) => {
  it("copies every namespace and object, as listed", async () => {
    const namespaces = [namespaceOf(1, 95), namespaceOf(2, 0), namespaceOf(3, 20), { id: "bare", objects: [] }];
    const directory = await open();
    directory.add({ uniqueKey: "w-Other", script: "w", class: "Other" });
    const { objects, removed, ...rest } = await pullObjects(directory, clientOf(apiOf(namespaces).fetch));
    expect([objects, removed]).toEqual([115, []]);
    expect(rest.namespaces.map((each) => [each.id, each.objects, each.before])).toEqual(
      namespaces.map((each) => [each.id, each.objects.length, null]),
    );
    // Namespaces that the account doesn't have are not changed.
    expect(await contentsOf(directory)).toEqual({ ...contentsOfApi(namespaces), "w-Other": [] });
    expect(await directory.namespace(namespaces[0].id)).toMatchObject({
      name: "worker_Class1",
      script: "worker",
      class: "Class1",
      useSqlite: false,
      uniqueKey: undefined,
    });
    expect(await directory.namespace("bare")).toMatchObject({
      name: "bare",
      script: "bare",
      class: "bare",
      useSqlite: null,
    });
  });

  it("continues at any page where it was interrupted, without duplicate or partial listings", async () => {
    const namespaces = [namespaceOf(1, 65), namespaceOf(2, 45)];
    const api = apiOf(namespaces);
    const client = clientOf(api.fetch);
    const directory = await open();
    const complete = contentsOfApi(namespaces);
    const events: PullEvent[] = [];
    expect(directory.isComplete()).toBe(true);
    for (let run = 0; ; run++) {
      const isDone = await pullObjects(directory, cutOff(client, 1), { onEvent: (event) => events.push(event) }).then(
        () => true,
        () => false,
      );
      expect(directory.isComplete()).toBe(isDone);
      const listed = await contentsOf(directory);
      for (const [id, objects] of Object.entries(listed)) expect(objects).toEqual(complete[id]);
      if (isDone) break;
      expect(run).toBeLessThan(10);
    }
    expect(await contentsOf(directory)).toEqual(complete);
    // Four pages and three, none of them requested twice.
    expect(api.pages).toHaveLength(7);
    expect(
      events.filter(({ kind }) => kind === "resumed").map((event) => event.kind === "resumed" && event.objects),
    ).toEqual(expect.arrayContaining([20, 40, 60, 65]));
  });

  it("replaces a namespace when its copy is complete, and removes deleted namespaces when all are complete", async () => {
    const namespaces = [namespaceOf(1, 50), namespaceOf(2, 30), namespaceOf(3, 10)];
    const api = apiOf(namespaces);
    const client = clientOf(api.fetch);
    const directory = await open();
    await pullObjects(directory, client);
    const before = contentsOfApi(namespaces);
    namespaces[0].objects = [...namespaces[0].objects.slice(25), ...namespaceOf(1, 15).objects];
    namespaces[1].objects[0].hasStoredData = false;
    namespaces.pop();
    await errorOf(pullObjects(directory, cutOff(client, 1)));
    expect(await contentsOf(directory)).toEqual(before);
    const { namespaces: pulled, removed } = await pullObjects(directory, client);
    expect(pulled.map((each) => [each.before, each.objects])).toEqual([
      [50, 40],
      [30, 30],
    ]);
    expect(removed).toEqual([namespaceOf(3, 0).id]);
    expect(await contentsOf(directory)).toEqual(contentsOfApi(namespaces));
    expect(await directory.count(namespaces[0].id)).toBe(40);
  });

  it("copies only the given namespaces, by id or name, and keeps the others", async () => {
    const namespaces = [namespaceOf(1, 5), namespaceOf(2, 5), namespaceOf(3, 5)];
    const client = clientOf(apiOf(namespaces).fetch);
    const directory = await open();
    await pullObjects(directory, client, { namespaces: [namespaces[0].id, "worker_Class3"] });
    expect(await contentsOf(directory)).toEqual(contentsOfApi([namespaces[0], namespaces[2]]));
    await pullObjects(directory, client, { namespaces: ["worker_Class2"] });
    expect(await contentsOf(directory)).toEqual(contentsOfApi(namespaces));
    const code = "ERR_DO_LISTING_NAMESPACE";
    await expect(pullObjects(directory, client, { namespaces: ["worker_Class4"] })).rejects.toMatchObject({ code });
  });

  it("refuses an account without namespaces, unless it is allowed, and removes nothing before", async () => {
    const namespaces = [namespaceOf(1, 5)];
    const client = clientOf(apiOf(namespaces).fetch);
    const directory = await open();
    await pullObjects(directory, client);
    namespaces.pop();
    await expect(pullObjects(directory, client)).rejects.toMatchObject({ code: "ERR_DO_LISTING_NAMESPACE" });
    expect(Object.keys(await contentsOf(directory))).toHaveLength(1);
    expect(await pullObjects(directory, client, { allowEmpty: true })).toMatchObject({ objects: 0, namespaces: [] });
    expect(await contentsOf(directory)).toEqual({});
  });

  it("starts a namespace again if its cursor is no longer accepted, and reports it", async () => {
    const namespaces = [namespaceOf(1, 65)];
    const api = apiOf(namespaces);
    const client = clientOf(api.fetch);
    const directory = await open();
    await errorOf(pullObjects(directory, cutOff(client, 2)));
    api.expireCursors();
    namespaces[0].objects.splice(0, 30);
    const events: string[] = [];
    await pullObjects(directory, client, { onEvent: ({ kind }) => events.push(kind) });
    expect(events).toEqual(["resumed", "restarted", "page", "page"]);
    expect(await contentsOf(directory)).toEqual(contentsOfApi(namespaces));
    // Gives up on a server that accepts no cursor.
    const forgetful = {
      ...client,
      objects: (...call: Parameters<ListingClient["objects"]>) => {
        api.expireCursors();
        return client.objects(...call);
      },
    };
    expect(await errorOf(pullObjects(directory, forgetful))).toMatchObject({ code: "ERR_DO_LISTING_CURSOR" });
  });

  it("starts again with `restart`", async () => {
    const namespaces = [namespaceOf(1, 65)];
    const api = apiOf(namespaces);
    const client = clientOf(api.fetch);
    const directory = await open();
    await errorOf(pullObjects(directory, cutOff(client, 2)));
    namespaces[0].objects.splice(0, 30);
    await pullObjects(directory, client, { restart: true });
    expect(api.pages).toHaveLength(4);
    expect(await contentsOf(directory)).toEqual(contentsOfApi(namespaces));
  });

  it("ends on a signal, and continues afterwards", async () => {
    const namespaces = [namespaceOf(1, 65)];
    const api = apiOf(namespaces);
    const directory = await open();
    const controller = new AbortController();
    const onEvent = () => controller.abort("enough");
    const pulling = pullObjects(directory, clientOf(api.fetch), { signal: controller.signal, onEvent });
    await expect(pulling).rejects.toBe("enough");
    expect(api.pages).toHaveLength(1);
    await pullObjects(directory, clientOf(api.fetch));
    expect(api.pages).toHaveLength(4);
    expect(await contentsOf(directory)).toEqual(contentsOfApi(namespaces));
  });

  it("detects an endless list: repeated cursors, or pages without new objects", async () => {
    const [id] = randomIds(1);
    const listed = [{ id: "n", name: "n", script: "s", class: "C", useSqlite: null }];
    const endless = (next: (asked: number) => string) => {
      let asked = 0;
      const objects = async () => ({ objects: [{ id, hasStoredData: null }], next: next(asked++) });
      return { source: "s", namespaces: async () => listed, objects, asked: () => asked };
    };
    for (const next of [() => "same", (asked: number) => `${asked % 3}`, (asked: number) => `new ${asked}`]) {
      const client = endless(next);
      const directory = await open();
      expect(await errorOf(pullObjects(directory, client))).toMatchObject({ code: "ERR_DO_LISTING_ANSWER" });
      expect(client.asked()).toBeLessThan(150);
      expect(await contentsOf(directory)).toEqual({});
    }
    // But an empty page with the requested cursor is the last one.
    const polite: ListingClient = {
      ...endless(() => ""),
      objects: async (_, { cursor } = {}) => ({ objects: cursor ? [] : [{ id, hasStoredData: true }], next: "same" }),
    };
    const directory = await open();
    expect(await pullObjects(directory, polite)).toMatchObject({ objects: 1 });
  });

  it("accepts only valid IDs for a namespace with a known key, and keeps the key", async () => {
    const uniqueKey = "my-worker-ChatRoom";
    const rooms = new DurableObjectNamespace({ uniqueKey });
    const [lobby, garden] = ["lobby", "garden"].map((name) => String(rooms.idFromName(name)));
    const directory = await open();
    directory.add({ uniqueKey, script: "my-worker", class: "ChatRoom", useSqlite: true });
    await directory.record(uniqueKey, [{ id: lobby, hasStoredData: true }]);
    const namespace: DescribedNamespace = { id: uniqueKey, name: "named", script: "other", class: "Room", objects: [] };
    const client = clientOf(apiOf([namespace]).fetch);
    namespace.objects = [{ id: garden }, { id: randomIds(1)[0] }];
    expect(await errorOf(pullObjects(directory, client))).toMatchObject({ code: "ERR_DO_ID_FOREIGN" });
    expect(await contentsOf(directory)).toEqual({ [uniqueKey]: [{ id: lobby, hasStoredData: true }] });
    namespace.objects.pop();
    await pullObjects(directory, client);
    expect(await contentsOf(directory)).toEqual({ [uniqueKey]: [{ id: garden, hasStoredData: null }] });
    const entry = { uniqueKey, name: "named", script: "other", class: "Room", useSqlite: true };
    expect(await directory.namespace(uniqueKey)).toMatchObject(entry);
    await directory.record(uniqueKey, [{ id: lobby }]);
    await expect(directory.record(uniqueKey, [{ id: randomIds(1)[0] }])).rejects.toMatchObject({
      code: "ERR_DO_ID_FOREIGN",
    });
  });

  it("records nothing in a namespace without its key, and no malformed IDs", async () => {
    const directory = await open();
    const namespaces = [namespaceOf(1, 1)];
    await pullObjects(directory, clientOf(apiOf(namespaces).fetch));
    const [{ id }] = namespaces;
    await expect(directory.record(id, [{ id: randomIds(1)[0] }])).rejects.toMatchObject({
      code: "ERR_DO_DIRECTORY_KEY",
    });
    const copy = await directory.openCopy("s", { id: "n", name: "n", script: "s", class: "C", useSqlite: null });
    for (const bad of ["", "0".repeat(63), "A".repeat(64), "g".repeat(64)]) {
      const page = [
        { id: randomIds(1)[0], hasStoredData: null },
        { id: bad, hasStoredData: null },
      ];
      await expect(copy.addPage(page, "next")).rejects.toMatchObject({ code: "ERR_DO_ID_MALFORMED" });
    }
    expect(copy.progress).toMatchObject({ objects: 0, cursor: "" });
  });

  it("is refused while another one copies the same account", async () => {
    const directory = await open();
    const namespace = { id: "n", name: "n", script: "s", class: "C", useSqlite: null };
    const page = [{ id: randomIds(1)[0], hasStoredData: null }];
    const first = await directory.openCopy("s", namespace);
    const second = await directory.openCopy("s", namespace);
    await second.addPage(page, "a");
    for (const step of [() => first.addPage(page, "b"), () => first.complete(), () => first.restart()]) {
      await expect(step()).rejects.toMatchObject({ code: "ERR_DO_DIRECTORY_COPY" });
    }
    await second.complete();
    await expect(second.addPage(page, "a")).rejects.toMatchObject({ code: "ERR_DO_DIRECTORY_COPY" });
    expect(await directory.count("n")).toBe(1);
  });
});
