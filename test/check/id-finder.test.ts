import { describe, expect, test } from "vitest";
import { type FindOptions, type FoundId, IdFinder, openInputs, Stopped } from "../../src/check/index.js";
import { DurableObjectNamespace } from "../../src/index.js";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
const carts = new DurableObjectNamespace({ uniqueKey: "my-worker-Cart" }).jurisdiction("eu");
const namespaces = [
  { label: "rooms", namespace: rooms },
  { label: "carts", namespace: carts },
];
const [LOBBY, CART] = [String(rooms.idFromName("lobby")), String(carts.idFromName("ann"))];

/** An input of these chunks, and whether it is still open. */
async function inputOf(...chunks: readonly string[]) {
  const state = { isOpen: false };
  async function* stdin(): AsyncIterable<Uint8Array> {
    state.isOpen = true;
    try {
      for (const chunk of chunks) yield Buffer.from(chunk);
    } finally {
      state.isOpen = false;
    }
  }
  const [input] = await openInputs(["-"], { stdin: stdin() });
  return { input, state };
}

async function foundIn(options: FindOptions, ...chunks: readonly string[]): Promise<FoundId[]> {
  const { input } = await inputOf(...chunks);
  const found: FoundId[] = [];
  for await (const ids of new IdFinder(options).find(input)) found.push(...ids);
  return found;
}

describe.each(["wasm", "pure"] as const)("IdFinder, %s", (engine) => {
  test("valid IDs, with the namespace that has them", async () => {
    const found = await foundIn({ namespaces, engine }, "x\r\n ", LOBBY.slice(0, 9), LOBBY.slice(9), `\n${CART}`);
    expect(found).toEqual([
      {
        text: LOBBY,
        line: 2,
        column: 2,
        offset: 4,
        verdict: { verdict: "valid", namespace: "rooms", jurisdiction: "" },
      },
      {
        text: CART,
        line: 3,
        column: 1,
        offset: 69,
        verdict: { verdict: "valid", namespace: "carts", jurisdiction: "eu" },
      },
    ]);
  });

  test("all runs, with or without namespaces", async () => {
    const text = `${"0".repeat(64)} ${LOBBY}`;
    expect(await foundIn({ namespaces: [], all: true, engine }, text)).toMatchObject([
      { text: "0".repeat(64), verdict: undefined },
      { text: LOBBY, verdict: undefined },
    ]);
    expect(await foundIn({ namespaces, all: true, engine }, text)).toMatchObject([
      { verdict: { verdict: "foreign", namespace: "" } },
      { verdict: { verdict: "valid", namespace: "rooms" } },
    ]);
    expect((await foundIn({ namespaces, engine }, text)).map((found) => found.text)).toEqual([LOBBY]);
  });

  test("thousands of IDs, more than one search and one run of a classifier take", async () => {
    const found = await foundIn({ namespaces, engine }, `${LOBBY},${CART}\n`.repeat(3000));
    expect(found).toHaveLength(6000);
    expect(found.at(-1)).toMatchObject({ text: CART, line: 3000, column: 66, offset: 2999 * 130 + 65 });
  });
});

test("inputs of one finder can be searched at the same time", async () => {
  const finder = new IdFinder({ namespaces });
  const many = await Promise.all(
    Array.from({ length: 5 }, async (_, i) => {
      const { input } = await inputOf(...`${" ".repeat(i)}${LOBBY}\n`.repeat(20).split(/(?<=5)/));
      const columns = new Set<number>();
      for await (const ids of finder.find(input)) for (const { column } of ids) columns.add(column);
      return [...columns];
    }),
  );
  expect(many).toEqual([[1], [2], [3], [4], [5]]);
});

test("a loop that breaks off closes the input", async () => {
  const { input, state } = await inputOf(`${LOBBY}\n`, `${LOBBY}\n`);
  for await (const ids of new IdFinder({ namespaces }).find(input)) {
    expect([ids.length, state.isOpen]).toEqual([1, true]);
    break;
  }
  expect(state.isOpen).toBe(false);
});

test("a search that is stopped throws Stopped, after what was found", async () => {
  const controller = new AbortController();
  const { input } = await inputOf(`${LOBBY}\n`, `${LOBBY}\n`);
  let count = 0;
  const search = async () => {
    for await (const ids of new IdFinder({ namespaces, stop: controller.signal }).find(input)) {
      count += ids.length;
      controller.abort("SIGTERM");
    }
  };
  await expect(search()).rejects.toThrow(Stopped);
  expect(count).toBe(1);
});

test("without namespaces there is nothing to find, unless it is all", () => {
  expect(() => new IdFinder({ namespaces: [] })).toThrow(expect.objectContaining({ code: "ERR_DO_ARGUMENT" }));
});
