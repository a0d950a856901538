import type { Change, Range } from "../subject.js";

/** In older releases, a list of namespaces is one page: a client that asks for a size gets only the first. */
function onePage(why: string, ...releases: readonly Range[]): Change {
  return {
    what: "pages of namespaces",
    why: `${why}. To a request without \`per_page\`, the API therefore returns up to 10,000 namespaces`,
    releases,
    questions: /^namespaces, one a page$/,
    answers: /^1, other than expected from 1$/,
  };
}

export const TYPESCRIPT_CHANGES: readonly Change[] = [
  onePage("older releases never ask for the next page", { before: "5.0.0" }),
];

export const PYTHON_CHANGES: readonly Change[] = [
  onePage("releases from 3.0.0 never ask for the next page", {
    since: "3.0.0",
    before: "5.0.0",
  }),
  {
    what: "classes of errors",
    why: "version 2 has one class of errors, with the code in the response instead of the status",
    releases: [{ before: "3.0.0" }],
    questions: /^the error of a wrong /,
    answers: /^CloudFlareAPIError 100\d\d$/,
  },
];

export const GO_CHANGES: readonly Change[] = [
  onePage(
    "older releases never ask for the next page ([5700669e9](https://github.com/cloudflare/cloudflare-go/commit/5700669e9))",
    { before: "5.0.0" },
  ),
  {
    what: "`UseSqlite`",
    why: "older releases do not have the field ([#3037](https://github.com/cloudflare/cloudflare-go/pull/3037))",
    releases: [{ before: "3.0.0" }],
    questions: /^namespaces$/,
    answers: /^\[(?!.*use_sqlite)/,
  },
];
