import { describe, expect, it } from "vitest";
import { faultsOfRelease, type Release } from "../../scripts/release/preflight.js";

const ready: Release = {
  manifest: { name: "durable-id", version: "1.3.0", repository: { url: "git+https://git.example/durable-id.git" } },
  changelog: "# Changelog\n\n## Unreleased\n\n## 1.3.0 - 2026-11-21\n\n### Added\n\n- Something.\n",
  tagsAtHead: ["v1.3.0"],
  isClean: true,
  environment: { GITHUB_ACTIONS: "true", ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example/" },
};

const faults = (change: Partial<Release>) => faultsOfRelease({ ...ready, ...change });

describe("what stands against publishing", () => {
  it("is nothing in either service whose word npm takes", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ environment: { GITLAB_CI: "true", SIGSTORE_ID_TOKEN: "a token" } })).toEqual([]);
  });

  it.each<[string, Partial<Release>, string]>([
    ["a commit without the tag", { tagsAtHead: ["v1.2.0"] }, "not tagged v1.3.0"],
    ["a checkout with changes", { isClean: false }, "differs from its last commit"],
    ["a version that the changelog lacks", { changelog: "## 1.3.00\n\n- a\n" }, 'nothing under "## 1.3.0"'],
    ["a version of which the changelog says nothing", { changelog: "## 1.3.0\n\n## 1.2.0\n- a\n" }, "nothing under"],
    ["no repository", { manifest: { name: "durable-id", version: "1.3.0" } }, "no repository.url"],
    ["no CI", { environment: {} }, "no identity token"],
    ["a job that may not ask for a token", { environment: { GITHUB_ACTIONS: "true" } }, "no identity token"],
  ])("is %s", (_, change, message) => {
    expect(faults(change)).toEqual([expect.stringContaining(message)]);
  });

  it("is told of all at once", () => {
    expect(faults({ tagsAtHead: [""], isClean: false, environment: {} })).toHaveLength(3);
  });
});
