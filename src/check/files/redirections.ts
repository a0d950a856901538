import { type BigIntStats, fstatSync } from "node:fs";
import { identityOf } from "../../system/identity.js";
import type { OpenFile } from "./claims.js";

const STREAMS = ["standard input", "standard output", "standard error"];

/** The regular files that the standard streams of this process come from or go to. */
export function redirections(): OpenFile[] {
  return STREAMS.flatMap((role, fd) => {
    const stats = statsOf(fd);
    return stats?.isFile() ? { role, identity: identityOf(stats) } : [];
  });
}

function statsOf(fd: number): BigIntStats | undefined {
  try {
    return fstatSync(fd, { bigint: true });
  } catch {
    // A process can be started with a stream closed.
    return undefined;
  }
}
