import { stat } from "node:fs/promises";
import { identityOf } from "../../system/identity.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import { OutputPlace } from "./output-place.js";

/** A file that a run already has open, such as a redirected standard output. */
export interface OpenFile {
  /** Its use, as named in errors. */
  readonly role: string;
  /** Its device and inode, as `device:inode`. */
  readonly identity: string;
}

/**
 * All files of a run, each with its identity and its use. They are claimed before anything is written, inputs first;
 * an output that is also another file of the run is refused.
 */
export class FileClaims {
  /** The use of each file, as named in errors. */
  readonly #roles = new Map<string, string>();

  /**
   * Returns whether a file was claimed.
   * @param identity its device and inode, as `device:inode`
   */
  has(identity: string): boolean {
    return this.#roles.has(identity);
  }

  /**
   * Claims a file that is read. Several inputs may be the same file.
   * @param role its use, as named in errors: `the input`
   * @param path its path
   */
  async read(role: string, path: string): Promise<void> {
    try {
      this.#roles.set(identityOf(await stat(path, { bigint: true })), `${role} ${quote(path)}`);
    } catch {
      // The read itself reports the error, and a file that doesn't exist can't be overwritten.
    }
  }

  /**
   * Claims a file that is already open.
   * @param file the file
   */
  open({ role, identity }: OpenFile): void {
    this.#roles.set(identity, role);
  }

  /**
   * Claims a file that is written.
   * @throws CheckError if it is already claimed, or is not a regular file
   * @internal
   */
  async write(option: string, path: string): Promise<OutputPlace> {
    const place = await OutputPlace.resolve(option, path);
    this.claim(`${option} ${quote(path)}`, place.identity);
    return place;
  }

  /**
   * Claims a file by its identity.
   * @param role its use, as named in errors
   * @param identity its device and inode, as `device:inode`
   * @throws CheckError if it is already claimed
   */
  claim(role: string, identity: string): void {
    const other = this.#roles.get(identity);
    if (other !== undefined) {
      throw new CheckError(`${role} and ${other} are the same file: an output must be a separate file`);
    }
    this.#roles.set(identity, role);
  }
}
