import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Exports classes, and opens an object of each class that it is bound to or exports. */
function workerSource(classes: readonly string[]): string {
  const exported = classes.map((name) => `export class ${name} extends Kept {}`).join("\n");
  return `
import { DurableObject } from "cloudflare:workers";
class Kept extends DurableObject {
  async keep() { await this.ctx.storage.put("key", "value"); }
}
${exported}
export default {
  async fetch(request, env, ctx) {
    const exported = ${JSON.stringify(classes)}.map((name) => ctx.exports[name]);
    const namespaces = [...Object.values(env), ...exported];
    for (const each of namespaces) await each.get(each.idFromName("lobby")).keep();
    return new Response();
  },
};
`;
}

/** Writes a project of wrangler with one configuration. */
export function writeProject(folder: string, classes: readonly string[], config: string, text: string): void {
  writeFileSync(join(folder, "worker.mjs"), workerSource(classes));
  writeFileSync(join(folder, config), text);
}

/** A Worker whose class is about to be renamed, with a class that has no binding. */
export const BEFORE = `{
  // wrangler.jsonc may have comments, and trailing commas.
  "name": "chat",
  "main": "worker.mjs",
  "compatibility_date": "2026-10-01",
  "durable_objects": { "bindings": [{ "name": "ROOMS", "class_name": "Room" }] },
  "migrations": [{ "tag": "v1", "new_sqlite_classes": ["Room", "Log"] }],
}`;

/** The same after the class was renamed; it also uses a class of another Worker. */
export const AFTER = `{
  "name": "chat",
  "main": "worker.mjs",
  "compatibility_date": "2026-10-01",
  "durable_objects": {
    "bindings": [
      { "name": "ROOMS", "class_name": "ChatRoom" },
      { "name": "CARTS", "class_name": "Cart", "script_name": "shop-eu" },
    ],
  },
  "migrations": [
    { "tag": "v1", "new_sqlite_classes": ["Room", "Log"] },
    { "tag": "v2", "renamed_classes": [{ "from": "Room", "to": "ChatRoom" }] },
  ],
}`;

/** The other Worker, with environments: they inherit the migrations, and no bindings. */
export const SHOP = `
name = "shop-eu"
main = "worker.mjs"
compatibility_date = "2026-10-01"

[[durable_objects.bindings]]
name = "CARTS"
class_name = "Cart"

[[migrations]]
tag = "v1"
new_sqlite_classes = ["Cart"]

[env.staging]

[[env.live.durable_objects.bindings]]
name = "CARTS"
class_name = "Cart"

[env.live]
name = "shop"
`;

/** Declarative exports. */
export const DECLARED = `{
  "name": "declared",
  "main": "worker.mjs",
  "compatibility_date": "2026-10-01",
  "exports": {
    "Board": { "type": "durable-object", "storage": "sqlite" },
    "Panel": { "type": "durable-object", "state": "renamed", "renamed_to": "Board" }
  }
}`;
