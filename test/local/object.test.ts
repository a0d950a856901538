import { describe, expect, it } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";
import { type LocalObjectOptions, localObject } from "../../src/local/index.js";

/** Files that real releases wrote: see local-state.md, and test/local/miniflare. */
const SEEN: readonly (readonly [options: LocalObjectOptions, path: string])[] = [
  [
    { kind: "d1", id: "11111111-2222-3333-4444-555555555555" },
    "d1/miniflare-D1DatabaseObject/f023adf8de81e80d62670e09f086149af129cccda34c51f26517069258c53e8c.sqlite",
  ],
  [
    { kind: "kv", id: "kv-id" },
    "kv/miniflare-KVNamespaceObject/e804d393442d21211bc1ec7aba1b3898d04a2d7269832ba8e294f8854dfb69e1.sqlite",
  ],
  [
    { kind: "r2", id: "bucket" },
    "r2/miniflare-R2BucketObject/29965eb20d6b29e3c7008c7d0bc667fe58e803dc45daff05d97f04d3666537f4.sqlite",
  ],
  [
    { kind: "cache" },
    "cache/miniflare-CacheObject/9f458c07675338a7426a7b81ac4fb1baf92d034efbcaaf4336379640ed744ded.sqlite",
  ],
  [
    { kind: "cache", name: "assets" },
    "cache/miniflare-CacheObject/fee01ffc48c60977f3bff6984effcb1b7af6bb29a1f6a5e734d0dfb32bdae295.sqlite",
  ],
  [
    { kind: "do", uniqueKey: "my-worker-ChatRoom", name: "lobby" },
    "do/my-worker-ChatRoom/abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9.sqlite",
  ],
];

describe("localObject", () => {
  it.each(SEEN)("%j", (options, path) => {
    const object = localObject(options);
    expect(object.path).toBe(path);
    expect(path).toBe(`${path.split("/", 1)[0]}/${object.uniqueKey}/${object.id}.sqlite`);
  });

  it.each([
    [{ kind: "workflow", name: "orders", id: "one" }, "workflows", "miniflare-workflows-orders", "one"],
    [{ kind: "secrets-store", id: "s" }, "secrets-store", "miniflare-secrets-store-KVNamespaceObject", "s"],
    [{ kind: "cache", name: "default" }, "cache", "miniflare-CacheObject", "named:default"],
    [{ kind: "cache", name: "" }, "cache", "miniflare-CacheObject", "named:"],
    [{ kind: "do", uniqueKey: "w-\ud83d\ude00", name: "\ud800" }, "do", "w-\ud83d\ude00", "\ud800"],
  ] as const)("%j", (options, plugin, uniqueKey, name) => {
    const id = String(new DurableObjectNamespace({ uniqueKey }).idFromName(name));
    expect(localObject(options)).toEqual({ uniqueKey, id, path: `${plugin}/${uniqueKey}/${id}.sqlite` });
  });

  it("takes the ID of an object, if it is the namespace's", () => {
    const uniqueKey = "my-worker-ChatRoom";
    const id = String(new DurableObjectNamespace({ uniqueKey }).newUniqueId());
    expect(localObject({ kind: "do", uniqueKey, id: id.toUpperCase() })).toEqual({
      uniqueKey,
      id,
      path: `do/${uniqueKey}/${id}.sqlite`,
    });
    const other = { kind: "do", uniqueKey: "my-worker-Board", id } as const;
    expect(() => localObject(other)).toThrow(expect.objectContaining({ code: "ERR_DO_ID_FOREIGN" }));
    expect(() => localObject({ ...other, id: "../../x" })).toThrow(
      expect.objectContaining({ code: "ERR_DO_ID_MALFORMED" }),
    );
  });
});
