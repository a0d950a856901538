import { describe, expect, it } from "vitest";
import { DurableObjectNamespace, sqlExpression, sqlIdFromName } from "../../src/index.js";
import { leaks, secretsOf } from "../secrets/needles.js";
import { attempt } from "../secrets/printings.js";
import { ROOMS, SECRET, secret } from "./support.js";

const KEY_ERROR = expect.objectContaining({ code: "ERR_DO_KEY" });
const list = [...ROOMS, { label: "vault", namespace: secret }];

/** The secrets, and each key's two constants. */
const secrets = secretsOf(SECRET).flatMap(({ what, bytes }) => [
  { what, bytes },
  ...[0x36, 0x5c].map((pad) => ({ what: `${what} with ${pad}`, bytes: bytes.map((byte) => byte ^ pad) })),
]);

describe.each(["postgres", "sqlite"] as const)("a secret key in %s", (dialect) => {
  it("is refused, and the error doesn't contain it", () => {
    for (const as of ["expression", "function"] as const) {
      expect(() => sqlExpression(list, { dialect, as })).toThrow(KEY_ERROR);
      expect(() => sqlIdFromName(secret.jurisdiction("eu"), { dialect, as })).toThrow(KEY_ERROR);
    }
    expect(
      leaks(
        attempt(() => sqlExpression(list, { dialect })),
        secrets,
      ),
    ).toEqual([]);
  });

  it("goes into parameters only", () => {
    const parameters: string[] = [];
    const sql = [sqlExpression(list, { dialect, parameters }), sqlIdFromName(secret, { dialect, parameters })].join(
      "\n",
    );
    expect(leaks(sql, secrets)).toEqual([]);
    expect(leaks(parameters.join("\n"), secrets)).toContain("root key with 54");
  });

  it("goes into the SQL if it is allowed", () => {
    const sql = sqlExpression(list, { dialect, allowSecretKey: true });
    expect(leaks(sql, secrets)).toContain("root key with 92");
  });
});

describe("a unique key", () => {
  it("needs no permission, and is not in the SQL itself", () => {
    const namespace = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
    const sql = sqlExpression([{ label: "x", namespace }], { dialect: "postgres", result: "namespace" });
    expect(sql).not.toContain("my-worker-ChatRoom");
  });

  it("given as bytes is treated as a secret key", () => {
    const namespace = new DurableObjectNamespace({ key: new Uint8Array(32) });
    expect(() => sqlIdFromName(namespace, { dialect: "duckdb" })).toThrow(KEY_ERROR);
  });
});
