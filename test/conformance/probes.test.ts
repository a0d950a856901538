import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DurableObjectNamespace } from "../../src/index.js";
import { startWorkerd } from "../../support/workerd/runtime.js";
import { outcomesOf, PROBE_KEYS, type ProbeEnv } from "./probe.js";
import { PROBES } from "./probes/index.js";

function libraryNamespace(uniqueKey: string): ProbeEnv["rooms"] {
  return new DurableObjectNamespace({ uniqueKey, connect: (id) => ({ id }) });
}

/** The library's side of the probes. */
const LIBRARY_ENV: ProbeEnv = {
  rooms: libraryNamespace(PROBE_KEYS.rooms),
  again: libraryNamespace(PROBE_KEYS.again),
  other: libraryNamespace(PROBE_KEYS.other),
};

describe("each probe, in the library and in a real workerd", () => {
  const library = outcomesOf(PROBES, LIBRARY_ENV);
  let workerd: string[];
  let stop = async () => {};

  beforeAll(async () => {
    const namespaces = Object.entries(PROBE_KEYS).map(([binding, uniqueKey]) => ({ binding, uniqueKey }));
    const running = await startWorkerd({ entry: "test/conformance/worker.ts", namespaces });
    stop = running.stop;
    workerd = await running.ask("/probes");
  });

  afterAll(() => stop());

  it("is answered once by each, and has a name of its own", () => {
    expect(workerd).toHaveLength(PROBES.length);
    expect(new Set(PROBES.map(({ name }) => name)).size).toBe(PROBES.length);
  });

  it.each(PROBES.map((probe, i) => ({ ...probe, i })))("$name", ({ is, i }) => {
    if (typeof is === "string") {
      expect({ library: library[i], workerd: workerd[i] }).toEqual({ library: is, workerd: is });
    } else {
      expect(is.library).not.toBe(is.workerd);
      expect({ library: library[i], workerd: workerd[i] }).toEqual({ library: is.library, workerd: is.workerd });
    }
  });
});
