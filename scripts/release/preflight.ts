import { findSection } from "./changelog.js";
import { type Manifest, tagOf } from "./repository.js";

/** What a release is judged by, before anything of it leaves the machine. */
export interface Release {
  readonly manifest: Manifest;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
  /** The tags of the commit that is checked out. */
  readonly tagsAtHead: readonly string[];
  /** Whether nothing in the checkout differs from that commit. */
  readonly isClean: boolean;
  /** What CI says of itself. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** All that stands against publishing, a sentence each; nothing if all is well. */
export function faultsOfRelease({ manifest, changelog, tagsAtHead, isClean, environment }: Release): string[] {
  const { version, repository } = manifest;
  const tag = tagOf(version);
  const faults: string[] = [];
  if (!tagsAtHead.includes(tag)) faults.push(`the commit is not tagged ${tag}: npm run release makes the tag.`);
  if (!isClean) faults.push("the checkout differs from its last commit.");
  if (!findSection(changelog, `## ${version}`)?.trim()) faults.push(`CHANGELOG.md has nothing under "## ${version}".`);
  // npm compares it with the repository that CI names in the statement of provenance.
  if (!repository?.url) faults.push("package.json names no repository.url, which npm holds the provenance against.");
  if (!canProveProvenance(environment)) {
    faults.push(
      "no identity token is to be had here: GitHub Actions needs `id-token: write`, GitLab SIGSTORE_ID_TOKEN.",
    );
  }
  return faults;
}

/** The two services that npm takes a statement of provenance from (docs.npmjs.com, "Generating provenance statements"). */
function canProveProvenance(environment: Release["environment"]): boolean {
  const isGitHub = environment.GITHUB_ACTIONS === "true" && Boolean(environment.ACTIONS_ID_TOKEN_REQUEST_URL);
  const isGitLab = environment.GITLAB_CI === "true" && Boolean(environment.SIGSTORE_ID_TOKEN);
  return isGitHub || isGitLab;
}
