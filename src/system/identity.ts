/** The two numbers that identify a file in a file system, from `stat(path, { bigint: true })`. */
export interface Inode {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** Identifies a file independently of its name: two paths with the same identity lead to the same file. */
export function identityOf({ dev, ino }: Inode): string {
  return `${dev}:${ino}`;
}
