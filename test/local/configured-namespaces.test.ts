import { describe, expect, it } from "vitest";
import { configuredEnvironments, configuredNamespaces } from "../../src/local.js";

/** The unique keys, the older ones of each in brackets. */
function keysOf(config: unknown, env?: string): string[] {
  return configuredNamespaces(config, { env }).map(({ uniqueKey, formerly }) =>
    [uniqueKey, ...formerly.map((former) => `(${former.uniqueKey})`)].join(" "),
  );
}

const binding = (class_name: string, rest: object = {}) => ({ name: class_name.toUpperCase(), class_name, ...rest });
const bound = (...classes: string[]) => ({ durable_objects: { bindings: classes.map((each) => binding(each)) } });
const renaming = (...pairs: [from: string, to: string][]) => ({
  renamed_classes: pairs.map(([from, to]) => ({ from, to })),
});

describe("bindings", () => {
  it("give one namespace per class, of this Worker or another", () => {
    const bindings = [
      { name: "ROOMS", class_name: "ChatRoom" },
      { name: "AGAIN", class_name: "ChatRoom" },
      { name: "OWN", class_name: "ChatRoom", script_name: "w" },
      { name: "OTHERS", class_name: "ChatRoom", script_name: "other" },
    ];
    expect(configuredNamespaces({ name: "w", durable_objects: { bindings } })).toEqual([
      { className: "ChatRoom", script: "w", uniqueKey: "w-ChatRoom", binding: "ROOMS", formerly: [] },
      { className: "ChatRoom", script: "other", uniqueKey: "other-ChatRoom", binding: "OTHERS", formerly: [] },
    ]);
  });

  it.each([{}, { name: "w" }, { name: "w", durable_objects: {} }, { name: "w", durable_objects: null, env: null }])(
    "%j has none",
    (config) => {
      expect(configuredNamespaces(config)).toEqual([]);
    },
  );

  it("to other Workers work without a name of this Worker", () => {
    const bindings = [{ name: "A", class_name: "A", script_name: "other" }];
    expect(keysOf({ durable_objects: { bindings } })).toEqual(["other-A"]);
    expect(() => keysOf(bound("A"))).toThrow(/"name"/);
    expect(() => keysOf({ name: "", ...bound("A") })).toThrow(/"name"/);
  });
});

describe("environments", () => {
  const config = {
    name: "w",
    ...bound("A"),
    migrations: [{ tag: "v1", new_classes: ["M"] }],
    env: {
      bare: {},
      staging: bound("B"),
      named: { name: "other", ...bound("B") },
      migrated: { migrations: [{ tag: "v1", new_classes: ["N"] }] },
    },
  };

  it.each([
    [undefined, ["w-A", "w-M"]],
    ["bare", ["w-bare-M"]],
    ["staging", ["w-staging-B", "w-staging-M"]],
    ["named", ["other-B", "other-M"]],
    ["migrated", ["w-migrated-N"]],
  ])("%s: are separate Workers, and inherit no bindings", (env, keys) => {
    expect(keysOf(config, env)).toEqual(keys);
  });

  it("are listed", () => {
    expect(configuredEnvironments(config)).toEqual(["bare", "staging", "named", "migrated"]);
    expect(configuredEnvironments({})).toEqual([]);
  });

  it.each(["", "production", "toString", "__proto__"])("%j is unknown", (env) => {
    expect(() => keysOf(config, env)).toThrow(/^Unknown environment .*"bare", "staging", "named", "migrated"/);
    expect(() => keysOf({ name: "w" }, env)).toThrow(/^Unknown environment .* has none/);
  });
});

describe("migrations", () => {
  it.each([
    ["a rename", [{ new_classes: ["A"] }, renaming(["A", "B"])], ["w-B (w-A)"]],
    ["two of them", [{ new_classes: ["A"] }, renaming(["A", "B"]), renaming(["B", "C"])], ["w-C (w-B) (w-A)"]],
    [
      "a name that is used again",
      [{ new_sqlite_classes: ["A"] }, { ...renaming(["A", "B"]), new_sqlite_classes: ["A"] }],
      ["w-B (w-A)", "w-A"],
    ],
    [
      "a name that is used for something else",
      [{ new_classes: ["A"] }, renaming(["A", "B"]), { deleted_classes: ["B"], new_classes: ["B"] }],
      ["w-B"],
    ],
    ["a class that was deleted", [{ new_classes: ["A", "B"] }, { deleted_classes: ["A"] }], ["w-B"]],
    [
      "a class of another Worker",
      [{ transferred_classes: [{ from: "A", from_script: "old", to: "B" }] }, renaming(["B", "C"])],
      ["w-C (w-B) (old-A)"],
    ],
  ])("%s", (_, migrations, keys) => {
    expect(keysOf({ name: "w", migrations })).toEqual(keys);
  });

  it("count for the bindings of an environment", () => {
    const migrations = [{ new_classes: ["A"] }, renaming(["A", "B"])];
    expect(keysOf({ name: "w", migrations, env: { live: bound("B") } }, "live")).toEqual(["w-live-B (w-live-A)"]);
  });
});

describe("declarative exports", () => {
  const live = { type: "durable-object", storage: "sqlite" };
  const renamed = (renamed_to: string) => ({ type: "durable-object", state: "renamed", renamed_to });

  it.each([
    ["live ones", { A: live, B: { ...live, state: "created" } }, ["w-A", "w-B"]],
    ["other kinds", { A: live, default: { type: "worker" }, Flow: { type: "workflow", name: "flow" } }, ["w-A"]],
    ["renames", { A: renamed("C"), B: renamed("C"), C: live }, ["w-C (w-B) (w-A)"]],
    ["deleted ones", { A: { type: "durable-object", state: "deleted" } }, []],
    [
      "one that arrives",
      { A: { ...live, state: "expecting-transfer", transfer_from: "old" }, B: renamed("A") },
      ["w-A (w-B) (old-A)"],
    ],
  ])("%s", (_, exports, keys) => {
    expect(keysOf({ name: "w", exports })).toEqual(keys);
  });

  it("a transferred class is found at its new Worker, if that is bound", () => {
    const exports = { A: { type: "durable-object", state: "transferred", transferred_to: "new" } };
    expect(keysOf({ name: "w", exports })).toEqual([]);
    const bindings = [binding("A", { script_name: "new" })];
    expect(keysOf({ name: "w", exports, durable_objects: { bindings } })).toEqual(["new-A (w-A)"]);
  });
});

describe("members of the wrong type are named", () => {
  it.each([
    [[], "The configuration must be an object."],
    ["name = 1", "The configuration must be an object."],
    [{ name: 1, ...bound("A") }, "name must be a non-empty string"],
    [{ env: [] }, "env must be an object"],
    [{ durable_objects: [] }, "durable_objects must be an object"],
    [{ durable_objects: { bindings: {} } }, "durable_objects.bindings must be an array"],
    [{ durable_objects: { bindings: ["A"] } }, "durable_objects.bindings[0] must be an object"],
    [
      { durable_objects: { bindings: [{ class_name: "A", script_name: "b" }] } },
      "durable_objects.bindings[0].name must",
    ],
    [{ name: "w", migrations: [{ renamed_classes: [{ from: "A" }] }] }, "migrations[0].renamed_classes[0].to must be"],
    [{ name: "w", exports: { A: true } }, "exports.A must be an object"],
  ])("%j", (config, message) => {
    expect(() => [configuredNamespaces(config), configuredEnvironments(config)]).toThrow(message);
  });
});
