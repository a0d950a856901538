import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listOldDatabases, localObject } from "../../../src/local.js";
import { scanAll, scratch, storesData, UNIQUE_KEYS } from "../fixtures.js";
import { listingOf } from "../listing.js";
import { RELEASES, writeState } from "./releases.js";

const NAMES = ["idle", "lobby", "emptied", "alarmed", "disarmed", "tabled", "dropped"];
const OLD_LAYOUT = "3.20230904.0";

describe.each(RELEASES)("Miniflare %s, installed and run here", (release) => {
  it("stores its objects as documented, and finds them unchanged after a scan", async () => {
    const state = join(scratch(), "state");
    const written = await writeState(release, state, NAMES, true);
    const before = listingOf(state);
    const found = await scanAll(state, { names: NAMES });
    expect(listingOf(state)).toEqual(before);

    expect(found.map(({ fault }) => fault).filter((fault) => fault !== undefined)).toEqual([]);
    expect(found.filter(({ isValid }) => !isValid)).toEqual([]);
    const objects = found.filter(({ plugin }) => plugin === "do");
    expect(objects.map(({ id }) => id).sort()).toEqual(written.objects.map(({ id }) => id).sort());
    const seen = new Set<string>();
    for (const object of written.objects) {
      const isNamed = !seen.has(object.binding + object.name);
      seen.add(object.binding + object.name);
      expect([object, objects.find(({ id }) => id === object.id)]).toMatchObject([
        object,
        {
          uniqueKey: UNIQUE_KEYS[object.binding],
          hasStoredData: storesData(written, object),
          name: isNamed ? object.name : undefined,
        },
      ]);
    }

    const others = [
      localObject({ kind: "d1", id: "11111111-2222-3333-4444-555555555555" }),
      localObject({ kind: "kv", id: "kv-id" }),
      localObject({ kind: "r2", id: "bucket" }),
      localObject({ kind: "cache" }),
      localObject({ kind: "cache", name: "assets" }),
    ];
    const old = (await listOldDatabases(state)).map(({ path }) => path);
    if (release === OLD_LAYOUT) {
      const folders = [
        "cache/default",
        "cache/named_assets",
        "d1/11111111-2222-3333-4444-555555555555",
        "kv/kv-id",
        "r2/bucket",
      ];
      expect(old).toEqual(folders.map((folder) => `${folder}/db.sqlite`));
    } else {
      expect(old).toEqual([]);
      expect(found.flatMap(({ plugin, path }) => (plugin === "do" ? [] : path)).sort()).toEqual(
        others.map(({ path }) => path).sort(),
      );
    }
  }, 600_000);
});
