import { stat } from "node:fs/promises";
import { identityOf } from "../../system/identity.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { OutputPlace } from "./output-place.js";

/** A file that a run already has open, such as a redirected standard output. */
export interface OpenFile {
  readonly role: string;
  readonly identity: string;
}

/**
 * All files of a run, each by identity and with what it is for. They are claimed before anything is written, what is
 * read first; an output that is also something else is refused.
 */
export class FileClaims {
  /** What each file is for, in the words of an error. */
  readonly #roles = new Map<string, string>();

  /** Whether the file of this identity belongs to the run. */
  has(identity: string): boolean {
    return this.#roles.has(identity);
  }

  /** A file that is read. Several inputs may be one file. */
  async read(role: string, path: string): Promise<void> {
    try {
      this.#roles.set(identityOf(await stat(path, { bigint: true })), `${role} ${quote(path)}`);
    } catch {
      // Reading it reports what is wrong with it, and what does not exist can't be overwritten.
    }
  }

  open({ role, identity }: OpenFile): void {
    this.#roles.set(identity, role);
  }

  /**
   * A file that is written.
   * @throws CheckError if it is claimed already, or is not a regular file
   */
  async write(option: string, path: string): Promise<OutputPlace> {
    const place = await OutputPlace.resolve(option, path);
    this.claim(`${option} ${quote(path)}`, place.identity);
    return place;
  }

  /** Claims a file by its identity. @throws CheckError if it is claimed already */
  claim(role: string, identity: string): void {
    const other = this.#roles.get(identity);
    if (other !== undefined) {
      throw new CheckError(`${role} and ${other} are the same file: an output must be a file of its own`);
    }
    this.#roles.set(identity, role);
  }
}
