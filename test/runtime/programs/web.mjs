// Runs in pages and Workers, which have no files: every subpath that doesn't need Node.
import * as main from "durable-id";
import * as bulk from "durable-id/bulk";
import * as memory from "durable-id/directory/memory";
import * as host from "durable-id/host";
import * as remote from "durable-id/remote";
import * as rest from "durable-id/rest";
import * as transfer from "durable-id/transfer";
import { check } from "./check.mjs";

const modules = {
  "durable-id": main,
  "durable-id/bulk": bulk,
  "durable-id/directory/memory": memory,
  "durable-id/host": host,
  "durable-id/remote": remote,
  "durable-id/rest": rest,
  "durable-id/transfer": transfer,
};

/** The answer of the check. */
export const answer = (vectors) => check(modules, vectors);
