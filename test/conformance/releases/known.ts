import { CHANGES as MINIFLARE_CHANGES } from "./miniflare/changes.js";
import { RELEASES as MINIFLARE_RELEASES } from "./miniflare/releases.js";
import { GO_CHANGES, PYTHON_CHANGES, TYPESCRIPT_CHANGES } from "./sdks/changes.js";
import { GO_RELEASES, PYTHON_RELEASES, TYPESCRIPT_RELEASES } from "./sdks/releases.js";
import type { Change, Release } from "./subject.js";
import { CHANGES as WORKERD_CHANGES } from "./workerd/changes.js";
import { RELEASES as WORKERD_RELEASES } from "./workerd/releases.js";

/** What is known of a subject: data only, so that the documentation is written without asking anything. */
export interface Known {
  /** The releases that are asked, oldest first. */
  readonly releases: readonly Release[];
  /** The known differences; the first that explains an answer counts. */
  readonly changes: readonly Change[];
}

/** By the names of the subjects, in the order in which they are asked. */
export const KNOWN = {
  workerd: { releases: WORKERD_RELEASES, changes: WORKERD_CHANGES },
  miniflare: { releases: MINIFLARE_RELEASES, changes: MINIFLARE_CHANGES },
  "sdk-typescript": { releases: TYPESCRIPT_RELEASES, changes: TYPESCRIPT_CHANGES },
  "sdk-python": { releases: PYTHON_RELEASES, changes: PYTHON_CHANGES },
  "sdk-go": { releases: GO_RELEASES, changes: GO_CHANGES },
} as const satisfies Readonly<Record<string, Known>>;

/** The name of a subject. */
export type SubjectName = keyof typeof KNOWN;

/** All of them. */
export const SUBJECT_NAMES = Object.keys(KNOWN) as SubjectName[];
