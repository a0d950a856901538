import { describe, expect, it } from "vitest";
import { folderOf } from "../../support/runtimes/fetched.js";
import { withWorkerd, workerdPackage } from "../../support/workerd/runtime.js";
import { PROBE_KEYS } from "../conformance/probe.js";
import { PROBES } from "../conformance/probes/index.js";
import { CHANGES, OLDER_RELEASES } from "../conformance/releases.js";

const NAMESPACES = Object.entries(PROBE_KEYS).map(([binding, uniqueKey]) => ({ binding, uniqueKey }));

/** Where a release answers differently from the pinned one. */
async function differencesOf(version: string): Promise<{ name: string; answer: string }[]> {
  const release = workerdPackage(folderOf("workerd", { label: `workerd ${version}`, package: "workerd", version }));
  const options = { entry: "test/conformance/worker.ts", namespaces: NAMESPACES, release };
  const answers = await withWorkerd(options, (workerd) => workerd.ask<string[]>("/probes"));
  expect(answers).toHaveLength(PROBES.length);
  return PROBES.flatMap(({ name, is }, i) => {
    const answer = answers[i] as string;
    return answer === (typeof is === "string" ? is : is.workerd) ? [] : [{ name, answer }];
  });
}

/** Whether a release is older than another: versions of workerd are `1.<date>.<n>`. */
function isBefore(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}

describe.each(OLDER_RELEASES)("workerd %s", (version) => {
  it("differs from the pinned release only in the known ways", async () => {
    const changes = CHANGES.filter(({ from }) => isBefore(version, from));
    const seen = new Set<string>();
    const unexplained = (await differencesOf(version)).filter(({ name, answer }) => {
      const why = changes.filter(({ probes, answers }) => probes.test(name) && answers.test(answer));
      for (const { what } of why) seen.add(what);
      return why.length === 0;
    });
    expect(unexplained).toEqual([]);
    expect([...seen].sort()).toEqual(changes.map(({ what }) => what).sort());
  });
});
