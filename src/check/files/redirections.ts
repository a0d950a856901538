import { type BigIntStats, fstatSync } from "node:fs";
import { identityOf } from "../../system/identity.js";
import type { OpenFile } from "./claims.js";

const STREAMS = ["standard input", "standard output", "standard error"];

/** The regular files that the standard streams of this process are redirected from or to. */
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
    // A process can start with a closed stream.
    return undefined;
  }
}
