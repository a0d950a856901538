import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { readConfiguration } from "../../../src/cli/read-configuration.js";
import { configuredNamespaces, listIds, listNamespaces, localObject } from "../../../src/local.js";
import { binaryOf } from "../../../support/runtimes/binaries.js";
import { wranglerScript } from "../../runtime/bundlers/wrangler.js";
import { scratch } from "../fixtures.js";
import { askUnderWranglerDev } from "./dev.js";
import { AFTER, BEFORE, DECLARED, SHOP, writeProject } from "./projects.js";

/** The first run on a machine installs wrangler and its Node from npm. */
beforeAll(() => {
  wranglerScript();
  binaryOf("node24");
}, 300_000);

/** Folders for projects, and one for the state of all of them. */
function workspace() {
  const root = scratch();
  const state = join(root, "state");
  return {
    project(name: string, classes: readonly string[], config: string, text: string): string {
      mkdirSync(join(root, name), { recursive: true });
      writeProject(join(root, name), classes, config, text);
      return join(root, name, config);
    },
    dev: (...args: string[]) => askUnderWranglerDev(root, "--persist-to", state, ...args),
    /** The folders of Durable Objects. Each must hold the object "lobby" of its name. */
    async folders(): Promise<string[]> {
      const v3 = join(state, "v3");
      const namespaces = await listNamespaces(v3, "do");
      for (const namespace of namespaces) {
        const { id } = localObject({ kind: "do", uniqueKey: namespace.uniqueKey, name: "lobby" });
        expect(await listIds(v3, namespace), namespace.uniqueKey).toEqual([id]);
      }
      return namespaces.map(({ uniqueKey }) => uniqueKey);
    },
  };
}

async function configured(path: string, env?: string) {
  return configuredNamespaces(await readConfiguration(path), { env });
}

it("a renamed class leaves a folder under its older key, and a class of another Worker uses that Worker's key", async () => {
  const { project, dev, folders } = workspace();
  const before = project("chat", ["Room", "Log"], "wrangler.jsonc", BEFORE);
  const current = (await configured(before)).map(({ uniqueKey }) => uniqueKey);
  await dev("-c", before);
  expect(await folders()).toEqual(current.sort());

  const after = project("chat", ["ChatRoom", "Log"], "wrangler.jsonc", AFTER);
  const shop = project("shop", ["Cart"], "wrangler.toml", SHOP);
  const keys = (await configured(after)).flatMap(({ uniqueKey, formerly }) => [
    uniqueKey,
    ...formerly.map((former) => former.uniqueKey),
  ]);
  expect(keys).toEqual(["chat-ChatRoom", "chat-Room", "shop-eu-Cart", "chat-Log"]);
  await dev("-c", after, "-c", shop);
  expect(await folders()).toEqual(keys.sort());
}, 60_000);

it.each([
  [undefined, ["shop-eu-Cart"]],
  ["staging", ["shop-eu-staging-Cart"]],
  ["live", ["shop-Cart"]],
])(
  "environment %s",
  async (env, keys) => {
    const { project, dev, folders } = workspace();
    const shop = project("shop", ["Cart"], "wrangler.toml", SHOP);
    expect((await configured(shop, env)).map(({ uniqueKey }) => uniqueKey)).toEqual(keys);
    await dev("-c", shop, ...(env === undefined ? [] : ["--env", env]));
    expect(await folders()).toEqual(keys);
  },
  60_000,
);

it("declarative exports", async () => {
  const { project, dev, folders } = workspace();
  const board = project("board", ["Board"], "wrangler.json", DECLARED);
  const [{ uniqueKey, formerly }] = await configured(board);
  expect([uniqueKey, ...formerly.map((former) => former.uniqueKey)]).toEqual(["declared-Board", "declared-Panel"]);
  await dev("-c", board);
  expect(await folders()).toEqual([uniqueKey]);
}, 60_000);
