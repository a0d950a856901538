import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leastRelease, leastVersion, sectionOf, withRelease } from "../../scripts/release/changelog.js";

const changelog = (...headings: string[]) =>
  `# Changelog\n\nIntroduction.\n\n## Unreleased\n\n${headings.map((heading) => `### ${heading}\n\n- A change.\n\n`).join("")}## 1.2.3 - 2026-01-02\n\n### Added\n\n- Something.\n`;

describe("the release that a changelog asks for", () => {
  it.each([
    ["1.2.3", ["Fixed"], "1.2.4"],
    ["1.2.3", ["Security", "Fixed"], "1.2.4"],
    ["1.2.3", ["Fixed", "Added"], "1.3.0"],
    ["1.2.3", ["Deprecated"], "1.3.0"],
    ["1.2.3", ["Added", "Changed", "Fixed"], "2.0.0"],
    ["1.2.3", ["Removed"], "2.0.0"],
    ["0.4.2", ["Added"], "0.4.3"],
    ["0.4.2", ["Removed"], "0.5.0"],
  ])("from %s with %j is %s", (version, headings, next) => {
    expect(leastVersion(changelog(...headings), version)).toBe(next);
  });

  it("is none where nothing is unreleased, or a heading is of no kind", () => {
    expect(() => leastRelease(changelog(), "1.0.0")).toThrow('nothing under "## Unreleased"');
    expect(() => leastRelease(changelog("Improved"), "1.0.0")).toThrow('"### Improved" is none of');
    expect(() => leastRelease("# Changelog\n", "1.0.0")).toThrow('no heading "## Unreleased"');
    expect(() => leastVersion(changelog("Fixed"), "one")).toThrow('"one" is no version');
  });
});

describe("a release in the changelog", () => {
  const released = withRelease(changelog("Added"), "1.3.0", "2026-11-21");

  it("has what was unreleased, and leaves nothing unreleased and the rest as it was", () => {
    expect(sectionOf(released, "## 1.3.0")).toBe(sectionOf(changelog("Added"), "## Unreleased"));
    expect(sectionOf(released, "## Unreleased").trim()).toBe("");
    expect(sectionOf(released, "## 1.2.3")).toBe(sectionOf(changelog(), "## 1.2.3"));
    expect(released).toContain("\n## 1.3.0 - 2026-11-21\n");
  });

  it("takes the text as it is, dollar signs and all", () => {
    const text = changelog("Added").replace("A change.", () => "`$&` and $1");
    expect(withRelease(text, "1.3.0", "2026-11-21")).toContain("- `$&` and $1");
  });
});

describe("CHANGELOG.md", () => {
  it("has headings by which a release can be told", () => {
    const text = readFileSync("CHANGELOG.md", "utf8");
    for (const [, heading] of text.matchAll(/^### (.+)$/gm)) {
      expect(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]).toContain(heading);
    }
  });
});
