// Runs in pages and Workers, which have no files: every subpath that doesn't need Node.
import * as main from "durable-id";
import * as host from "durable-id/host";
import * as pure from "durable-id/pure";
import * as remote from "durable-id/remote";
import * as rest from "durable-id/rest";
import { check } from "./check.mjs";

const modules = {
  "durable-id": main,
  "durable-id/host": host,
  "durable-id/pure": pure,
  "durable-id/remote": remote,
  "durable-id/rest": rest,
};

/** The answer of the check. */
export const answer = (vectors) => check(modules, vectors);
