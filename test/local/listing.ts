import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Everything of a directory that a write could change: its entries, and of each the inode, times, mode, size and bytes. */
export function listingOf(directory: string): string[] {
  const paths = ["", ...readdirSync(directory, { recursive: true, encoding: "utf8" })].sort();
  return paths.map((path) => {
    const { ino, mode, mtimeNs, ctimeNs, size } = statSync(join(directory, path), { bigint: true });
    const isFolder = (mode & 0o170000n) === 0o040000n;
    const bytes = isFolder
      ? ""
      : createHash("sha256")
          .update(readFileSync(join(directory, path)))
          .digest("hex");
    return [path, ino, mode, mtimeNs, ctimeNs, size, bytes].join(" ");
  });
}
