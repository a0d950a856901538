import { statSync } from "node:fs";

/**
 * How old a folder's last change must be, in milliseconds, for its time to tell it from the next one: clocks of file
 * systems tick every few milliseconds.
 */
const TICK = 15;

/** Remembers what was read from folders until they change: until something is made, removed or renamed in them. */
export class FolderMemory<Value> {
  readonly #known = new Map<string, { readonly stamp: string; readonly value: Value }>();

  /** What `read` gave when the folder was last read; reads it if it has changed since. */
  async of(folder: string, read: (folder: string) => Promise<Value>): Promise<Value> {
    // Before it is read: what changes while it is read counts as a change.
    const stamp = stampOf(folder);
    const known = this.#known.get(folder);
    if (stamp !== undefined && known?.stamp === stamp) return known.value;
    this.#known.delete(folder);
    const value = await read(folder);
    if (stamp !== undefined) this.#known.set(folder, { stamp, value });
    return value;
  }
}

/** What changes with the entries of a folder; `undefined` if it changed just now, or can't be looked at. */
function stampOf(folder: string): string | undefined {
  try {
    const { ino, mtimeNs, ctimeNs } = statSync(folder, { bigint: true });
    const age = Date.now() - Number(ctimeNs / 1_000_000n);
    return age >= 0 && age < TICK ? undefined : `${ino} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return undefined;
  }
}
