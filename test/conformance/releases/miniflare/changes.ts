import type { Change } from "../subject.js";

/** The known differences, newest first. A release in a range is the first that has the commit. */
export const CHANGES: readonly Change[] = [
  {
    what: "names of objects with an alarm",
    why: "older releases do not write names into the store of alarms (workerd [409cbbed7](https://github.com/cloudflare/workerd/commit/409cbbed7))",
    releases: [{ before: "4.20260706.0" }],
    questions: /^alarmed without SQLite: name on disk$/,
    answers: /^undefined$/,
  },
  {
    what: "names of objects with SQLite",
    why: "older releases do not write names into the files of objects ([#13133](https://github.com/cloudflare/workers-sdk/pull/13133))",
    releases: [{ before: "4.20260409.0" }],
    questions: / with SQLite: name on disk$/,
    answers: /^undefined$/,
  },
  {
    what: "alarms on disk",
    why: "older releases keep alarms in memory (workerd [4f9e6aa92](https://github.com/cloudflare/workerd/commit/4f9e6aa92))",
    releases: [{ before: "3.20240925.0" }],
    questions: /^alarmed .*: stored data$/,
    answers: /^false$/,
  },
  {
    what: "SQL in objects",
    why: "older releases have no option `useSQLite`, so there is no `storage.sql` to store a table ([#6647](https://github.com/cloudflare/workers-sdk/pull/6647))",
    releases: [{ before: "3.20240909.1" }],
    questions: /^tabled with SQLite: stored data$/,
    answers: /^false$/,
  },
  {
    what: "the old layout",
    why: "older releases keep D1, KV, R2 and caches in databases that Node writes, each in a folder of its own",
    releases: [{ before: "3.20230918.0" }],
    questions: /^(where D1, KV, R2 and caches are|databases in the old layout)$/,
    answers: /^\[\]$|db\.sqlite/,
  },
];
