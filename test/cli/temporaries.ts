import { readdirSync } from "node:fs";

/** The names of temporary files and folders in a folder. */
export function temporariesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".durable-id"));
}

/** The path of the temporary file in which an output of this name grows. */
export function temporaryOf(folder: string, name: string): string {
  const found = temporariesIn(folder).filter((each) => each.startsWith(`.${name}.`));
  if (found.length !== 1) throw new Error(`expected one temporary file of ${name}, found ${found.length}`);
  return `${folder}/${found[0]}`;
}
