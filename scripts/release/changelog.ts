import { inc, type ReleaseType } from "semver";

/** The headings of keepachangelog.com, each with the release that it takes at least (semver.org, items 6 to 8). */
const RELEASE_OF_HEADING: Readonly<Record<string, ReleaseType>> = {
  Removed: "major",
  Changed: "major",
  Added: "minor",
  Deprecated: "minor",
  Fixed: "patch",
  Security: "patch",
};

const UNRELEASED = "## Unreleased";

/** What a heading `## …` of the changelog has under it, without the heading itself; `undefined` if it isn't there. */
export function findSection(changelog: string, heading: string): string | undefined {
  const lines = changelog.split("\n");
  const start = lines.findIndex((line) => line === heading || line.startsWith(`${heading} `));
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("## "));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join("\n");
}

/** The same of a heading that has to be there. @throws Error if it isn't */
export function sectionOf(changelog: string, heading: string): string {
  const section = findSection(changelog, heading);
  if (section === undefined) throw new Error(`CHANGELOG.md has no heading "${heading}".`);
  return section;
}

/**
 * The release that what is unreleased takes at least, by semantic versioning: the highest of its headings. Before 1.0.0
 * a change that breaks is a minor release, and all others are patches, as npm's `^0.1.0` takes them.
 * @throws Error if nothing is unreleased, or a heading says nothing of the kind of change
 */
export function leastRelease(changelog: string, version: string): ReleaseType {
  const headings = [...sectionOf(changelog, UNRELEASED).matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  if (headings.length === 0) throw new Error('CHANGELOG.md has nothing under "## Unreleased": what is to be released?');
  const releases = headings.map((heading) => {
    const release = RELEASE_OF_HEADING[heading];
    if (release !== undefined) return release;
    throw new Error(`CHANGELOG.md: "### ${heading}" is none of ${Object.keys(RELEASE_OF_HEADING).join(", ")}.`);
  });
  const highest = (["major", "minor"] as const).find((release) => releases.includes(release)) ?? "patch";
  if (!version.startsWith("0.")) return highest;
  return highest === "major" ? "minor" : "patch";
}

/** The version that follows by the least release that will do. @throws Error as leastRelease does */
export function leastVersion(changelog: string, version: string): string {
  const next = inc(version, leastRelease(changelog, version));
  if (next === null) throw new Error(`package.json: ${JSON.stringify(version)} is no version (semver.org).`);
  return next;
}

/** The changelog with what was unreleased under the version and its day (`YYYY-MM-DD`), and nothing unreleased. */
export function withRelease(changelog: string, version: string, day: string): string {
  const body = sectionOf(changelog, UNRELEASED);
  return changelog.replace(`${UNRELEASED}\n${body}`, () => `${UNRELEASED}\n\n## ${version} - ${day}\n${body}`);
}
