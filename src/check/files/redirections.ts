import { type BigIntStats, fstatSync } from "node:fs";
import { identityOf } from "../../system/identity.js";
import type { OpenFile } from "./claims.js";

const STREAMS = ["standard input", "standard output", "standard error"];

/**
 * The regular files that the standard streams of this process are redirected from or to.
 * @param descriptors the file descriptors of the three streams
 */
export function redirections(descriptors: readonly number[] = [0, 1, 2]): OpenFile[] {
  return STREAMS.flatMap((role, stream) => {
    const stats = statsOf(descriptors[stream]);
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
