import { statSync } from "node:fs";

/**
 * How old a folder's last change must be, in milliseconds, before its time can be relied on to detect the next change:
 * clocks of file systems tick every few milliseconds.
 */
const TICK = 15;

/** Caches results read from folders until the folder changes: until something in it is created, removed or renamed. */
export class FolderMemory<Value> {
  readonly #known = new Map<string, { readonly stamp: string; readonly value: Value }>();

  /** The cached result for the folder; reads the folder if it has changed. */
  async of(folder: string, read: (folder: string) => Promise<Value>): Promise<Value> {
    // Taken before the read, so that a change during the read is detected.
    const stamp = stampOf(folder);
    const known = this.#known.get(folder);
    if (stamp !== undefined && known?.stamp === stamp) return known.value;
    this.#known.delete(folder);
    const value = await read(folder);
    if (stamp !== undefined) this.#known.set(folder, { stamp, value });
    return value;
  }
}

/** A value that changes when the folder's entries change; `undefined` if it changed just now, or can't be read. */
function stampOf(folder: string): string | undefined {
  try {
    const { ino, mtimeNs, ctimeNs } = statSync(folder, { bigint: true });
    const age = Date.now() - Number(ctimeNs / 1_000_000n);
    return age >= 0 && age < TICK ? undefined : `${ino} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return undefined;
  }
}
