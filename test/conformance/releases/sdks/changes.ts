import type { Change, Range } from "../subject.js";

/** In older releases, a list of namespaces is one page: a caller who asks for a size gets only the first. */
function onePage(why: string, ...releases: readonly Range[]): Change {
  return {
    what: "pages of namespaces",
    why: `${why}. The API therefore returns up to 10,000 namespaces to a request without \`per_page\``,
    releases,
    questions: /^namespaces, one a page$/,
    answers: /^1, other than expected from 1$/,
  };
}

export const TYPESCRIPT_CHANGES: readonly Change[] = [
  onePage("a list of namespaces was a `SinglePage`, which never asks for the next", { before: "5.0.0" }),
];

export const PYTHON_CHANGES: readonly Change[] = [
  onePage("a list of namespaces was a `SyncSinglePage`, which never asks for the next", {
    since: "3.0.0",
    before: "5.0.0",
  }),
  {
    what: "classes of errors",
    why: "the client of version 2 has one class of errors, and tells the code in the answer, not the status",
    releases: [{ before: "3.0.0" }],
    questions: /^the error of a wrong /,
    answers: /^CloudFlareAPIError 100\d\d$/,
  },
];

export const GO_CHANGES: readonly Change[] = [
  onePage(
    "a list of namespaces was a `SinglePage`, until [5700669e9](https://github.com/cloudflare/cloudflare-go/commit/5700669e9)",
    { before: "5.0.0" },
  ),
  {
    what: "UseSqlite",
    why: "a namespace has the field since [#3037](https://github.com/cloudflare/cloudflare-go/pull/3037)",
    releases: [{ before: "3.0.0" }],
    questions: /^namespaces$/,
    answers: /^\[(?!.*use_sqlite)/,
  },
];
