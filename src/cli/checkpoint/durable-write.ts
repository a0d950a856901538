import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { writeError } from "../output/new-file.js";

/** Puts a text into a file so that there is always all of the old one or all of the new one, also after a power failure. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const partialPath = `${path}.partial`;
  try {
    const file = await open(partialPath, "w");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partialPath, path);
    await syncFolder(path);
  } catch (error) {
    throw writeError(path, error);
  }
}

/** Makes what was renamed or removed in a file's folder outlive a power failure. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
