import { describe, expect, test } from "vitest";
import { SqliteDirectory } from "../../src/directory.js";
import { cli, referenceId, rootOf, scratch } from "./support.js";

const CHAT = `{
  // A renamed class, a class of another Worker, and a class of an environment.
  "name": "chat",
  "durable_objects": {
    "bindings": [
      { "name": "ROOMS", "class_name": "ChatRoom" },
      { "name": "CARTS", "class_name": "Cart", "script_name": "shop" },
    ],
  },
  "migrations": [
    { "tag": "v1", "new_sqlite_classes": ["Room"] },
    { "tag": "v2", "renamed_classes": [{ "from": "Room", "to": "ChatRoom" }] },
  ],
  "env": {
    "staging": { "durable_objects": { "bindings": [{ "name": "ROOMS", "class_name": "ChatRoom" }] } },
    "empty": { "migrations": [] },
  },
}`;
const SHOP = 'name = "shop"\n[[durable_objects.bindings]]\nname = "CARTS"\nclass_name = "Cart"\n';

const idOf = (uniqueKey: string, name = "lobby") => referenceId(rootOf(uniqueKey), name);
const countsOf = ({ stdout }: { stdout: string }) =>
  (JSON.parse(stdout).namespaces as { label: string; valid: number }[]).map(({ label, valid }) => [label, valid]);

describe("check --config", () => {
  test("counts by class, and by earlier names of classes", async () => {
    const { file } = scratch();
    const config = file("wrangler.jsonc", CHAT);
    const stdin = ["chat-Room", "chat-Room", "shop-Cart", "chat-ChatRoom"]
      .map((key, i) => `${idOf(key, `${i}`)}\n`)
      .join("");
    const outcome = await cli(["check", "--config", config, "--json"], { stdin });
    expect([outcome.code, countsOf(outcome)]).toEqual([
      0,
      [
        ["ChatRoom", 1],
        ["ChatRoom (renamed from Room)", 2],
        ["Cart", 1],
      ],
    ]);
  });

  test.each([
    [
      ["--env", "staging"],
      ["chat-staging-ChatRoom", "chat-staging-Room"],
    ],
    [
      ["--class", "ChatRoom"],
      ["chat-ChatRoom", "chat-Room"],
    ],
    [["--class", "Room"], ["chat-Room"]],
    [
      ["--class", "ChatRoom", "--env", "staging"],
      ["chat-staging-ChatRoom", "chat-staging-Room"],
    ],
    [
      ["--unique-key", "chat-Room", "--unique-key", "x"],
      ["chat-ChatRoom", "chat-Room", "shop-Cart", "x"],
    ],
  ])("%j has these keys", async (options, keys) => {
    const { file } = scratch();
    const config = file("wrangler.jsonc", CHAT);
    const stdin = keys.map((key) => `${idOf(key)}\n`).join("");
    const outcome = await cli(["check", "--config", config, ...options, "--json"], { stdin });
    expect(countsOf(outcome).map(([, valid]) => valid)).toEqual(keys.map(() => 1));
  });

  test("labels tell the classes of two Workers apart, and the same key counts once", async () => {
    const { file } = scratch();
    const other = file("other.json", SHOP_JSON("ChatRoom", "Cart"));
    const argv = ["check", "--config", file("wrangler.jsonc", CHAT), "--config", other, "--json"];
    const outcome = await cli(argv, { stdin: `${idOf("shop-Cart")}\n` });
    expect(countsOf(outcome)).toEqual([
      ["ChatRoom of chat", 0],
      ["ChatRoom (renamed from Room)", 0],
      ["Cart", 1],
      ["ChatRoom of shop", 0],
    ]);
  });

  test("an output never replaces the configuration", async () => {
    const { file } = scratch();
    const config = file("wrangler.toml", SHOP);
    const { code, stderr } = await cli(["check", "--config", config, "--invalid", config, "-"], { stdin: "x\n" });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--config")]);
  });
});

const SHOP_JSON = (...classes: string[]) =>
  JSON.stringify({
    name: "shop",
    durable_objects: { bindings: classes.map((class_name) => ({ name: class_name, class_name })) },
  });

describe("other commands", () => {
  test("mint uses the current key of one class", async () => {
    const { file } = scratch();
    const config = ["--config", file("wrangler.jsonc", CHAT)];
    const minted = async (...argv: string[]) => (await cli(["mint", ...argv, "lobby"])).stdout.trim();
    expect(await minted(...config, "--class", "ChatRoom")).toBe(idOf("chat-ChatRoom"));
    expect(await minted(...config, "--class", "Room")).toBe(idOf("chat-Room"));
    expect(await minted(...config, "--env", "staging")).toBe(idOf("chat-staging-ChatRoom"));
    expect(await minted("--config", file("wrangler.toml", SHOP))).toBe(idOf("shop-Cart"));
    expect(await minted("--worker", "shop", "--class", "Cart")).toBe(idOf("shop-Cart"));
    const { code, stderr } = await cli(["mint", ...config, "lobby"]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/got 2 \(ChatRoom, Cart\).*--class/)]);
  });

  test("grep finds IDs by class, with a jurisdiction too", async () => {
    const { file } = scratch();
    const stdin = `log: ${idOf("chat-Room")}\nlog: ${idOf("other-Room")}\n`;
    const { code, stdout } = await cli(["grep", "--config", file("wrangler.jsonc", CHAT), "--count"], { stdin });
    expect([code, stdout]).toEqual([0, "stdin:1\n"]);
    const argv = ["--worker", "chat", "--class", "Room", "--jurisdiction", "eu", "-"];
    expect(await cli(["grep", ...argv], { stdin })).toEqual({ code: 1, stdout: "", stderr: "" });
    for (const command of ["grep", "inspect"]) {
      const all = command === "grep" ? ["--all"] : [];
      const { code, stderr } = await cli([command, ...all, "--jurisdiction", "eu", "-"], { stdin });
      expect([code, stderr]).toEqual([2, expect.stringContaining("--jurisdiction needs a key")]);
    }
  });

  test("inspect names the class", async () => {
    const { file } = scratch();
    const argv = ["inspect", "--config", file("wrangler.jsonc", CHAT), "--json"];
    const { code, stdout } = await cli([...argv, idOf("chat-Room")]);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { verdict: "valid", namespace: "ChatRoom (renamed from Room)" },
    ]);
  });

  test("import lists each key's worker and class", async () => {
    const { file, path } = scratch();
    const stdin = `${idOf("chat-Room")}\n${idOf("shop-Cart")}\n`;
    const argv = ["import", "--db", `${path}/objects.db`, "--config", file("wrangler.jsonc", CHAT), "--json"];
    const outcome = await cli(argv, { stdin });
    expect([outcome.code, JSON.parse(outcome.stdout).recorded]).toEqual([0, 2]);
    const directory = await SqliteDirectory.open(`${path}/objects.db`);
    const { namespaces } = await directory.namespaces({ page: 1, perPage: 10 });
    directory.close();
    expect(namespaces.map(({ script, class: className }) => `${script} ${className}`).sort()).toEqual([
      "chat ChatRoom",
      "chat Room",
      "shop Cart",
    ]);
  });

  test("locate finds an object by its class", async () => {
    const { file } = scratch();
    const located = async (...argv: string[]) => (await cli(["locate", "do", "lobby", ...argv])).stdout.trim();
    const path = `.wrangler/state/v3/do/shop-Cart/${idOf("shop-Cart")}.sqlite`;
    expect(await located("--worker", "shop", "--class", "Cart")).toBe(path);
    expect(await located("--config", file("wrangler.jsonc", CHAT), "--class", "Cart")).toBe(path);
    const { code, stderr } = await cli(["locate", "d1", "x", "--worker", "shop", "--class", "Cart"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("with kind do")]);
  });
});

describe("hints", () => {
  const hintsOf = async (argv: readonly string[], ids: readonly string[]) => {
    const stdin = ids.map((id) => `${id}\n`).join("");
    const { stdout } = await cli([...argv, "--json", "-"], { stdin });
    return (JSON.parse(stdout).hints as { kind: string; message: string }[]).map(
      ({ kind, message }) => `${kind}: ${message}`,
    );
  };
  const many = (uniqueKey: string) => Array.from({ length: 20 }, (_, i) => idOf(uniqueKey, `${i}`));

  test.each([
    [[], "chat-staging-ChatRoom", /ChatRoom in the environment "staging": pass --env staging$/],
    [[], "chat-staging-Room", /ChatRoom \(renamed from Room\) in .*: pass --env staging$/],
    [["--env", "staging"], "chat-Room", /ChatRoom \(renamed from Room\) at the top level: leave out --env$/],
    [["--class", "Cart"], "chat-ChatRoom", /ChatRoom at the top level: pass --class ChatRoom$/],
    [["--class", "ChatRoom", "--env", "staging"], "shop-Cart", /: leave out --env and pass --class Cart$/],
    [[], "other-ChatRoom", /^all-foreign: .*production/],
  ])("check %j with IDs of %s", async (options, uniqueKey, message) => {
    const { file, path } = scratch();
    const keys = ["--config", file("wrangler.jsonc", CHAT), ...options];
    expect(await hintsOf(["check", ...keys], many(uniqueKey))).toEqual([expect.stringMatching(message)]);
    expect(await hintsOf(["import", "--db", `${path}/x.db`, ...keys], many(uniqueKey))).toHaveLength(1);
  });

  test("suggest one more key for a mixture", async () => {
    const { file } = scratch();
    const argv = ["check", "--config", file("wrangler.jsonc", CHAT)];
    const ids = [...many("chat-ChatRoom"), ...many("chat-staging-ChatRoom")];
    expect(await hintsOf(argv, ids)).toEqual([expect.stringMatching(/--unique-key "chat-staging-ChatRoom"$/)]);
  });

  test("without a configuration they say how to pass one", async () => {
    expect(await hintsOf(["check", "--unique-key", "chat-Room"], many("x-Room"))).toEqual([
      expect.stringMatching(/^all-foreign: .*--config/),
    ]);
  });

  test("try the named environments of a Worker without a name", async () => {
    const { file } = scratch();
    const bound = (class_name: string) => ({ durable_objects: { bindings: [{ name: "A", class_name }] } });
    const config = {
      ...bound("A"),
      env: { live: { name: "live", ...bound("A") }, test: { name: "test", ...bound("A") } },
    };
    const argv = ["check", "--config", file("wrangler.json", JSON.stringify(config)), "--env", "live"];
    expect(await hintsOf(argv, many("test-A"))).toEqual([expect.stringMatching(/--env test$/)]);
  });
});

describe("errors", () => {
  const files: Record<string, string> = {
    "wrangler.jsonc": CHAT,
    "none.json": '{ "name": "chat" }',
    "unnamed.json": '{ "durable_objects": { "bindings": [{ "name": "A", "class_name": "A" }] } }',
    "syntax.jsonc": '{\n  "name": "chat"\n  "env": {}\n}',
    "syntax.toml": 'name = "chat"\n[env\n',
    "empty.json": "",
    "deep.json": "[".repeat(100_000),
    "wrong.json": '{ "name": 1, "migrations": [{ "new_classes": ["A"] }] }',
    "notes.txt": "name",
  };

  test.each([
    [["--config", "missing.jsonc"], /"missing.jsonc": no such file/],
    [["--config", "."], /\.jsonc, \.json or \.toml/],
    [["--config", "notes.txt"], /\.jsonc, \.json or \.toml/],
    [["--config", "syntax.jsonc"], /"syntax.jsonc", line 3, column 3/],
    [["--config", "syntax.toml"], /"syntax.toml", line 2/],
    [["--config", "deep.json"], /"deep.json": .*nested/],
    [["--config", "empty.json"], /"empty.json", line 1, column 1/],
    [["--config", "wrong.json"], /"wrong.json": name must be .*string/],
    [["--config", "none.json"], /no Durable Object classes in "none.json"$/],
    [["--config", "unnamed.json"], /"unnamed.json": .*"name"/],
    [["--config", "wrangler.jsonc", "--env", "live"], /unknown environment "live": must be one of "staging", "empty"/],
    [["--config", "wrangler.jsonc", "--env", "empty"], /in the environment "empty" of .*--env .*staging$/],
    [["--config", "wrangler.jsonc", "--class", "Cat"], /--class must be .*\(ChatRoom, Cart\), got "Cat"/],
    [["--config", "wrangler.jsonc", "--worker", "chat"], /--worker .*--config/],
    [["--config", "wrangler.jsonc", "--worker", "chat", "--class", "Room"], /--worker .*--config/],
    [["--env", "staging"], /--env needs --config/],
    [["--env", "staging", "--unique-key", "k"], /--env needs --config/],
    [["--worker", "chat"], /--worker needs --class/],
    [["--class", "Room"], /--class needs --worker .*--config/],
    [["--worker", "dump.txt", "--class", "Room"], /--worker must .*got "dump.txt"/],
    [["--worker", "chat", "--class", "dump.txt"], /--class must .*got "dump.txt"/],
    ...["--config", "--env", "--worker", "--class"].map(
      (option) => [[option, ""], new RegExp(`${option} must not be empty`)] as [string[], RegExp],
    ),
  ])("%j", async (argv, message) => {
    const { file, path } = scratch();
    for (const [name, content] of Object.entries(files)) file(name, content);
    const inFolder = argv.map((each) =>
      /\.(jsonc?|toml|txt)$/.test(each) && argv[0] === "--config" ? `${path}/${each}` : each,
    );
    for (const command of [
      ["check", "-"],
      ["mint", "x"],
      ["inspect", "x"],
    ]) {
      const { code, stderr, stdout } = await cli([...command, ...inFolder], { stdin: "x\n" });
      expect([code, stdout, stderr.trim().replaceAll(`${path}/`, "")]).toEqual([2, "", expect.stringMatching(message)]);
    }
  });
});
