import { rmSync } from "node:fs";

/** The temporary folders that this process has open. Apart from what opens them, so that the start of a command loads only this. */
export const openFolders = new Set<string>();

/** Removes all open folders before this process ends at once. */
export function removeOpenFolders(): void {
  for (const path of openFolders) rmSync(path, { recursive: true, force: true });
}
