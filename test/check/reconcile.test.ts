import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  createPlan,
  FileClaims,
  formVerdicts,
  type ListedObject,
  type Listing,
  type ReconcileHooks,
  type ReconcileOptions,
  reconcile,
} from "../../src/check/index.js";
import { SeededRandom } from "../../support/random.js";
import { scratch } from "../cli/support.js";

/** A listing in memory of objects of any ID. */
class Listed implements Listing {
  /** Objects that were handed out. */
  read = 0;
  readonly #objects: ReadonlyMap<string, readonly ListedObject[]>;

  constructor(ids: Readonly<Record<string, readonly string[]>>) {
    this.#objects = new Map(
      Object.entries(ids).map(([name, each]) => [name, each.toSorted().map((id) => ({ id, hasStoredData: null }))]),
    );
  }

  async namespaces({ page }: { page: number }) {
    const all = [...this.#objects.keys()].map((id) => ({ id, script: "worker", class: "Room" }));
    return { namespaces: page === 1 ? all : [] };
  }

  async objects(namespace: string, { after = "", limit }: { after?: string | undefined; limit: number }) {
    const later = (this.#objects.get(namespace) ?? []).filter(({ id }) => id > after);
    this.read += Math.min(limit, later.length);
    return { objects: later.slice(0, limit), more: later.length > limit };
  }
}

async function compare(
  ids: readonly string[],
  listing: Listing,
  options: ReconcileOptions = {},
  hooks: ReconcileHooks = {},
) {
  const { file } = scratch();
  const plan = await createPlan({ files: [file("ids.txt", `${ids.join("\n")}\n`)], verdicts: formVerdicts() });
  return reconcile(plan, listing, options, new FileClaims(), hooks);
}

const random = new SeededRandom("reconcile");
const randomIds = (count: number) => Array.from({ length: count }, () => Buffer.from(random.bytes(32)).toString("hex"));

test("agrees with sets, over many pages of several namespaces, each of which is read once", async () => {
  const ids = randomIds(2400);
  const listing = new Listed({ a: ids.slice(0, 700), b: ids.slice(700, 1500), c: [], d: ids.slice(1500, 1510) });
  const stored = [...ids.slice(400, 1000), ...ids.slice(1505), ids[400]];
  const { path } = scratch();
  const options = { both: `${path}/both`, storedOnly: `${path}/stored`, listedOnly: `${path}/listed` };
  const { both, storedOnly, listedOnly } = await compare(stored, listing, options);
  expect([both.total, storedOnly, listedOnly.total]).toEqual([605, 890, 905]);
  // One object more to see that there are any.
  expect(listing.read).toBe(1511);
  const column = (name: keyof typeof options) => readFileSync(options[name], "utf8").match(/[0-9a-f]{64}/g);
  expect(column("both")).toEqual([...ids.slice(400, 1000), ...ids.slice(1505, 1510)].sort());
  expect(column("storedOnly")).toEqual(ids.slice(1510).sort());
  expect(column("listedOnly")).toEqual([...ids.slice(0, 400), ...ids.slice(1000, 1505)].sort());
});

test("an ID of two namespaces is an object of each", async () => {
  const [id, other] = randomIds(2);
  const found = await compare([id], new Listed({ a: [id, other], b: [id] }));
  expect([found.both.total, found.storedOnly, found.listedOnly.total, found.stored.distinct]).toEqual([2, 0, 1, 1]);
});

test("tells its progress and its time, and leaves no temporary folder", async () => {
  const ids = randomIds(3);
  const { path } = scratch();
  vi.stubEnv("TMPDIR", path);
  onTestFinished(() => void vi.unstubAllEnvs());
  const told: unknown[] = [];
  let clock = 0;
  const hooks: ReconcileHooks = {
    onStart: (counts) => told.push(counts.tally().total),
    onProgress: ({ bytesRead }) => told.push(bytesRead),
    onCompared: (id) => told.push(id),
    now: () => {
      clock += 1500.4;
      return clock;
    },
  };
  const { seconds } = await compare(ids.slice(1), new Listed({ a: [], b: ids }), {}, hooks);
  expect([seconds, told]).toEqual([1.5, [0, 130, ...ids.sort()]]);
  expect(readdirSync(path).filter((name) => name.endsWith(".durable-id"))).toEqual([]);
});

describe("refuses", () => {
  const [id] = randomIds(1);

  test("an empty listing, or inputs without an ID, and says why", async () => {
    const gone: Listing = Object.assign(new Listed({ a: [id] }), { objects: async () => undefined });
    for (const listing of [gone, new Listed({}), new Listed({ a: [], b: [] })]) {
      await expect(compare([id], listing)).rejects.toThrow(/no objects/);
    }
    await expect(compare(["id", "name"], new Listed({ a: [id] }))).rejects.toThrow(
      /no record.*ids\.txt": every record/,
    );
  });

  test("a name that several namespaces have, and names their ids", async () => {
    const listing = new Listed({ first: [id], second: [id] });
    expect((await compare([id], listing, { namespaces: ["first"] })).both.total).toBe(1);
    await expect(compare([id], listing, { namespaces: ["worker_Room"] })).rejects.toThrow(/"first", "second"/);
  });

  test.each([1, 2])("a listing that is incomplete at look %i, if all of it is compared", async (look) => {
    const { path } = scratch();
    let looks = 0;
    const isComplete = () => ++looks !== look;
    const listing = Object.assign(new Listed({ first: [id] }), { isComplete });
    await expect(compare([id], listing, { both: `${path}/both` })).rejects.toThrow(/incomplete: run pull again/);
    expect(looks).toBe(look);
    expect(() => readFileSync(`${path}/both`)).toThrow("ENOENT");
    expect(
      (await compare([id], Object.assign(listing, { isComplete: () => false }), { namespaces: ["first"] })).both.total,
    ).toBe(1);
  });

  test("a listing with an ID that is none", async () => {
    await expect(compare([id], new Listed({ first: ["room"] }))).rejects.toThrow(/invalid ID: "room"/);
  });
});
