/** Writes test/local/fixtures again: `npm run fixtures:miniflare`. Needs the network. */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeState } from "./write-state.js";

const FIXTURES: readonly (readonly [release: string, names: readonly string[]])[] = [
  ["3.20230904.0", ["idle", "lobby"]],
  ["3.20240129.3", ["idle", "lobby"]],
  ["5.20261117.0-beta", ["idle", "lobby", "alarmed"]],
];

for (const [release, names] of FIXTURES) {
  const folder = join("test/local/fixtures", release);
  rmSync(folder, { recursive: true, force: true });
  const written = await writeState(release, join(folder, "state"), names, false);
  writeFileSync(join(folder, "written.json"), `${JSON.stringify(written, null, 2)}\n`);
  // Plugins that were not used: newer releases keep an alarm store for each.
  const plugins = readdirSync(join(folder, "state"));
  for (const plugin of plugins.filter((name) => name !== "do" && name !== "d1")) {
    rmSync(join(folder, "state", plugin), { recursive: true });
  }
  // Shared memory of a running runtime: 32 KiB for each object, which it creates again.
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith("-shm"))) rmSync(join(folder, file));
}
