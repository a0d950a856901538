import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scratch } from "../local/fixtures.js";
import { type PeerCase, runCase } from "./run-case.js";

interface Peer {
  readonly project: string;
  readonly commit: string;
  readonly cases: readonly PeerCase[];
  readonly leftOut: readonly { readonly tests: readonly string[]; readonly why: string }[];
}

/** A text between slashes matches what the pattern does. */
function matcher(expected: unknown): unknown {
  const pattern = typeof expected === "string" ? /^\/(.*)\/$/.exec(expected)?.[1] : undefined;
  return pattern === undefined ? expected : expect.stringMatching(new RegExp(pattern));
}

const matchers = (results: PeerCase["expect"]) =>
  Object.fromEntries(Object.entries(results).map(([name, expected]) => [name, matcher(expected)]));

const peers = readdirSync("test/peers")
  .filter((file) => file.endsWith(".json"))
  .map((file) => JSON.parse(readFileSync(`test/peers/${file}`, "utf8")) as Peer);

describe.each(peers)("$project", ({ commit, cases, leftOut }) => {
  it("has a source, and cases with names of their own", () => {
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    for (const { tests, why } of leftOut) expect([tests.length > 0, why.length > 20]).toEqual([true, true]);
  });

  it.each(cases)("$id", async (peerCase) => {
    const { outcomes, code } = await runCase(peerCase, scratch());
    const { ours = {}, why } = peerCase;
    expect(outcomes).toMatchObject(matchers({ ...peerCase.expect, ...ours }));
    expect(code).toBe(peerCase.code);
    // A difference has a reason, and is one.
    expect(why !== undefined).toBe(Object.keys(ours).length > 0);
    for (const name of Object.keys(ours)) expect(outcomes[name]).not.toEqual(matcher(peerCase.expect[name]));
  });
});
