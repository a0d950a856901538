import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "smol-toml";
import { configuredEnvironments, configuredNamespaces } from "../../../src/local.js";
import type { SeededRandom } from "../../../support/random.js";
import { cli } from "../../cli/in-process.js";
import { requireExitCode } from "../exit.js";
import { havoc } from "../havoc.js";
import { type Json, jsonBytes, mutateJson, parseJson } from "../json.js";
import { requireCoded, requireTrue } from "../require.js";
import { VALID } from "../samples.js";
import type { Target } from "../target.js";

const BINDINGS = [
  { name: "ROOMS", class_name: "ChatRoom" },
  { name: "OTHER", class_name: "Cart", script_name: "shop" },
];
const CONFIGURATION: Json = {
  name: "my-worker",
  durable_objects: { bindings: BINDINGS },
  migrations: [
    { tag: "v1", new_sqlite_classes: ["Room"], new_classes: ["Gone"] },
    { tag: "v2", renamed_classes: [{ from: "Room", to: "ChatRoom" }], deleted_classes: ["Gone"] },
    { tag: "v3", transferred_classes: [{ from: "Old", from_script: "old-worker", to: "Moved" }] },
  ],
  exports: {
    ChatRoom: { type: "durable-object" },
    Board: { type: "durable-object", state: "renamed", renamed_to: "ChatRoom" },
    Sent: { type: "durable-object", state: "transferred", transferred_to: "shop" },
  },
  env: { production: { name: "live", durable_objects: { bindings: BINDINGS } }, staging: {} },
};
/** Before the text of an input that is read as TOML. */
const TOML = Buffer.from("#");

/** A configuration of wrangler names keys, or is refused with a coded error and one line on standard error. */
export const configurations: Target = {
  name: "configurations",
  open(folder) {
    const ids = join(folder, "ids.txt");
    writeFileSync(ids, VALID.join("\n"));
    return {
      generate(random) {
        if (random.below(100) === 0) return nested(random);
        return random.below(3) === 0 ? toml(mutateJson(random, CONFIGURATION)) : change(random, CONFIGURATION);
      },
      mutate(random, input) {
        const value = random.below(2) ? parseJson(input) : undefined;
        return value === undefined ? havoc(random, input) : change(random, value);
      },
      async run(input) {
        const config = join(folder, input[0] === TOML[0] ? "wrangler.toml" : "wrangler.jsonc");
        writeFileSync(config, input);
        const value = parseJson(input);
        if (value !== undefined) {
          const environments = requireCoded(() => configuredEnvironments(value)) ?? [];
          for (const env of [undefined, ...environments]) {
            const keys = requireCoded(() => configuredNamespaces(value, { env })) ?? [];
            requireTrue(
              keys.every(({ uniqueKey }) => typeof uniqueKey === "string"),
              "unique keys are text",
            );
          }
        }
        for (const argv of [
          ["check", "--config", config, "--json", ids],
          ["mint", "--config", config, "--class", "ChatRoom", "--env", "production", "lobby"],
          ["locate", "do", "lobby", "--config", config, "--class", "Board", "--state", folder],
        ]) {
          requireExitCode(await cli(argv), [0, 1, 2]);
        }
        return undefined;
      },
    };
  },
};

const change = (random: SeededRandom, value: Json): Uint8Array => jsonBytes(mutateJson(random, value));

/** Lists or objects in one another, deeper than some stacks. */
function nested(random: SeededRandom): Uint8Array {
  return Buffer.from(random.pick(["[", '{"a":', "#\na=[", '{"env":{"a":']).repeat(10 ** (1 + random.below(5))));
}

/** A value as TOML, which has fewer kinds of values than JSON. */
function toml(value: Json): Uint8Array {
  try {
    return Buffer.concat([TOML, Buffer.from(`\n${stringify(value)}`)]);
  } catch {
    return jsonBytes(value);
  }
}
