import { describe, expect, it } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";
import { type LocalObjectOptions, localObject } from "../../src/local.js";

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
  // From here on as wrangler 4.164 wrote them.
  [
    { kind: "cache", name: "named one" },
    "cache/miniflare-CacheObject/d7118ff98a199c3c41beafe4058bf96cc82ee0f83c92ca7bee786c7aec432af8.sqlite",
  ],
  [
    { kind: "secrets-store", id: "store-1" },
    "secrets-store/miniflare-secrets-store-KVNamespaceObject/333d32bac33cee5f9cfd468ca2e068c18ab56a5b1d0d39bb3bdfa90271215846.sqlite",
  ],
  [
    { kind: "flagship", id: "app-1" },
    "flagship/miniflare-flagship-FlagshipObject/9e412539a30d5c4ef450380f80cf5b43e87bbb9bd69f2d78455cc0780be349f6.sqlite",
  ],
  [
    { kind: "ratelimit", id: "1001" },
    "ratelimit/miniflare-RateLimiterObject/207663576e9f6c70c26fbea207b90035277edf24c064ef1c343d9537dad0fcfb.sqlite",
  ],
  [
    { kind: "observability" },
    "observability/miniflare-wobs-trace-store/a590acd76969f996ec6e4b599c3c09f58c283a76f2d61392b5d3046caf557602.sqlite",
  ],
  [
    { kind: "artifacts", id: "default" },
    "artifacts/37a8eec1ce19687d132fe29051dca629/metadata/37a8eec1ce19687d132fe29051dca629/37dfe81f414e55fa8c068781f1762d037d8c2160086ee497e41f1b307eb94590.sqlite",
  ],
];

describe("localObject", () => {
  it.each(SEEN)("%j", (options, path) => {
    const object = localObject(options);
    expect(object.path).toBe(path);
    expect(path.endsWith(`/${object.uniqueKey}/${object.id}.sqlite`)).toBe(true);
  });

  it.each([
    [{ kind: "workflow", name: "orders", id: "one" }, "workflows", "miniflare-workflows-orders", "one"],
    [{ kind: "secrets-store", id: "s" }, "secrets-store", "miniflare-secrets-store-KVNamespaceObject", "s"],
    [{ kind: "cache", name: "default" }, "cache", "miniflare-CacheObject", "named:default"],
    [{ kind: "cache", name: "" }, "cache", "miniflare-CacheObject", "default"],
    [{ kind: "cache", name: "named one" }, "cache", "miniflare-CacheObject", "named:named%20one"],
    [{ kind: "cache", name: "é/\u{1f600}?" }, "cache", "miniflare-CacheObject", "named:%C3%A9%2F%F0%9F%98%80%3F"],
    [{ kind: "images" }, "images", "miniflare-images-KVNamespaceObject", "images-data"],
    [{ kind: "stream" }, "stream", "miniflare-StreamObject", "stream-data"],
    [{ kind: "flagship", id: "app-1" }, "flagship", "miniflare-flagship-FlagshipObject", "app-1"],
    [{ kind: "ratelimit", id: "1001" }, "ratelimit", "miniflare-RateLimiterObject", "1001"],
    [{ kind: "observability" }, "observability", "miniflare-wobs-trace-store", "singleton"],
    [{ kind: "do", uniqueKey: "w-\ud83d\ude00", name: "\ud800" }, "do", "w-\ud83d\ude00", "\ud800"],
  ] as const)("%j", (options, plugin, uniqueKey, name) => {
    const id = String(new DurableObjectNamespace({ uniqueKey }).idFromName(name));
    expect(localObject(options)).toEqual({ uniqueKey, id, path: `${plugin}/${uniqueKey}/${id}.sqlite` });
  });

  it("refuses an impossible cache name, for which encodeURIComponent throws", () => {
    expect(() => localObject({ kind: "cache", name: "a\ud800b" })).toThrow(
      expect.objectContaining({
        name: "TypeError",
        code: "ERR_DO_ARGUMENT",
        message: expect.stringContaining("surrogate"),
      }),
    );
  });

  it("accepts an object's ID of the same namespace", () => {
    const uniqueKey = "my-worker-ChatRoom";
    const made = new DurableObjectNamespace({ uniqueKey }).newUniqueId();
    const id = String(made);
    expect(localObject({ kind: "do", uniqueKey, id: made }).id).toBe(id);
    expect(localObject({ kind: "do", uniqueKey, id: id.toUpperCase() })).toEqual({
      uniqueKey,
      id,
      path: `do/${uniqueKey}/${id}.sqlite`,
    });
    const other = { kind: "do", uniqueKey: "my-worker-Board", id } as const;
    expect(() => localObject({ ...other, id: made })).toThrow(expect.objectContaining({ code: "ERR_DO_ID_FOREIGN" }));
    expect(() => localObject({ ...other, id: { toString: () => id } as never })).toThrow(TypeError);
    expect(() => localObject(other)).toThrow(expect.objectContaining({ code: "ERR_DO_ID_FOREIGN" }));
    expect(() => localObject({ ...other, id: "../../x" })).toThrow(
      expect.objectContaining({ code: "ERR_DO_ID_MALFORMED" }),
    );
  });
});
