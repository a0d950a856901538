import { describe, expect, test } from "vitest";
import { createValidator, DurableObjectNamespace } from "../../src/index.js";
import { cli, FOO, FOREIGN, ROOMS, summaryOf } from "../cli/support.js";

const CELLD = "cells:v1:9:my-worker:ChatRoom";
const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join("");

describe("--scoped", () => {
  const good = [`ChatRoom:${FOO}`, `$_9:${FOO.toUpperCase()}`, `Räume:${FOO}`, FOO];
  const bad = [
    `:${FOO}`,
    `9a:${FOO}`,
    `a b:${FOO}`,
    `a:b:${FOO}`,
    `ChatRoom:${FOO}a`,
    `ChatRoom:x${FOO.slice(1)}`,
    `ChatRoom-${FOO}`,
  ];

  test("takes an ID after a class name and a colon, and only with the option", async () => {
    const text = lines([...good, ...bad, `ChatRoom:${FOREIGN}`]);
    expect(await summaryOf(text, "--scoped")).toMatchObject({ total: 12, valid: 4, malformed: 7, foreign: 1 });
    expect(await summaryOf(text)).toMatchObject({ total: 12, valid: 1, malformed: 11 });
  });

  test("in every format, on both engines", async () => {
    const csv = lines(["n,id", ...good.map((id) => `1,"${id}"`)]);
    const jsonl = lines(good.map((id) => JSON.stringify({ id })));
    for (const engine of ["wasm", "pure"]) {
      const args = ["--scoped", "--engine", engine, "--field", "id"];
      expect(await summaryOf(csv, "--format", "csv", ...args)).toMatchObject({ total: 4, valid: 4 });
      expect(await summaryOf(jsonl, "--format", "jsonl", ...args)).toMatchObject({ total: 4, valid: 4 });
    }
  });

  test("records stay as they are stored", async () => {
    const { stdout } = await cli(["check", "--unique-key", ROOMS, "--scoped", "--annotate"], { stdin: lines(good) });
    expect(stdout).toBe(lines(good.map((text, i) => `valid\t\t${ROOMS}\t\tstdin\t${i + 1}\t${text}`)));
  });

  test("a key of celld names the class: the ID of another is foreign", async () => {
    const id = String(new DurableObjectNamespace({ uniqueKey: CELLD }).idFromName("lobby"));
    const stdin = lines([`ChatRoom:${id}`, id, `Lobby:${id}`]);
    const { stdout } = await cli(["check", "--unique-key", CELLD, "--scoped", "--annotate"], { stdin });
    expect(stdout.match(/^\w+/gm)).toEqual(["valid", "valid", "foreign"]);
  });

  test("also in a stream of records", async () => {
    const validator = createValidator([new DurableObjectNamespace({ uniqueKey: ROOMS })]);
    const text = new Blob([lines([...good, ...bad])]).stream();
    let valid = 0;
    for await (const { tally } of text.pipeThrough(validator.records({ scoped: true }))) valid += tally.valid;
    expect(valid).toBe(4);
  });
});
