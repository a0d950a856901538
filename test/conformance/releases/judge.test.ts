import { describe, expect, it } from "vitest";
import { isBefore, judge } from "./judge.js";
import { KNOWN, type Known, SUBJECT_NAMES } from "./known.js";
import { readRecorded } from "./recorded.js";
import type { Change } from "./subject.js";

const CHANGES: readonly Change[] = [
  { what: "new", why: "", releases: [{ before: "1.20260110.0" }], questions: /^a$/, answers: /^old$/ },
  {
    what: "twice",
    why: "",
    releases: [{ before: "1.20250101.0" }, { since: "1.20260105.0", before: "1.20260120.0" }],
    questions: /^b$/,
    answers: /^odd$/,
  },
];

/** Judges a release by its answers to `a` and `b`, to which "now" is expected. */
function judged(version: string, a: string, b: string) {
  const answers = Object.entries({ a, b }).map(([question, answer]) => ({ question, expected: "now", answer }));
  const { explained, unlisted, gone } = judge(version, answers, CHANGES);
  return { explained, unlisted: unlisted.map(({ question }) => question), gone };
}

describe("judge", () => {
  it("explains what is listed, in the releases that it is listed for", () => {
    expect(judged("1.20260105.1", "old", "odd")).toEqual({ explained: { new: 1, twice: 1 }, unlisted: [], gone: [] });
    expect(judged("1.20260104.9", "old", "now")).toEqual({ explained: { new: 1 }, unlisted: [], gone: [] });
    expect(judged("1.20260120.0", "now", "now")).toEqual({ explained: {}, unlisted: [], gone: [] });
    expect(judged("1.20241231.0", "old", "odd").unlisted).toEqual([]);
  });

  it("reports an answer that is not listed: another question, another answer, a newer release", () => {
    expect(judged("1.20260104.0", "old", "odd").unlisted).toEqual(["b"]);
    expect(judged("1.20260104.0", "other", "now")).toEqual({ explained: {}, unlisted: ["a"], gone: ["new"] });
    expect(judged("1.20260110.0", "old", "odd").unlisted).toEqual(["a"]);
  });

  it("reports a listed difference that has gone", () => {
    expect(judged("1.20260105.0", "now", "now").gone).toEqual(["new", "twice"]);
  });

  it("refuses no answers, and a question that is asked twice", () => {
    const answer = { question: "a", expected: "now", answer: "now" };
    expect(() => judge("1.20260101.0", [], [])).toThrow("answered nothing");
    expect(() => judge("1.20260101.0", [answer, answer], [])).toThrow("the same name");
  });

  it("orders versions by their numbers", () => {
    expect(isBefore("2.9.10", "2.20.0")).toBe(true);
    expect(isBefore("4.20260730.0", "5.20260831.0-alpha")).toBe(true);
    expect(isBefore("3.0.0", "3.0.0")).toBe(false);
  });
});

describe.each(SUBJECT_NAMES)("what is recorded of %s", (name) => {
  const { releases, changes }: Known = KNOWN[name];
  const recorded = readRecorded()[name];

  it("is every release of the list, in its order", () => {
    const versions = recorded.releases.map(({ version }) => version);
    expect(versions.filter((version) => releases.some((release) => release.version === version))).toEqual(
      releases.map(({ version }) => version),
    );
  });

  it("has exactly the changes that are listed for each release", () => {
    for (const { version, explained } of recorded.releases) {
      const due = changes.filter(({ releases }) =>
        releases.some(({ since = "", before }) => isBefore(version, before) && !isBefore(version, since)),
      );
      expect([version, Object.keys(explained).sort()]).toEqual([version, due.map(({ what }) => what).sort()]);
    }
  });
});
