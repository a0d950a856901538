import { ID_SIZE } from "../../format/codec.js";
import { decodeHex } from "../../format/hex.js";
import { csvField } from "../../text/csv.js";
import { quote } from "../../text/printable.js";
import { CheckError } from "../errors.js";
import type { IdTable } from "../stored-ids/id-table.js";
import { readTables } from "../stored-ids/read-tables.js";
import type { LineFile } from "./line-file.js";
import type { ListedObjects } from "./listed-objects.js";
import type { ListedNamespace, ListedObject } from "./listing.js";
import { ObjectCounter } from "./object-counts.js";

/** Sorts after all digits, so a prefix followed by it sorts after all IDs with that prefix. */
const AFTER_DIGITS = "g";
const NO_TABLE = { mark: () => false };
/** The text around an ID in the lines of stored IDs, and after it in those of objects. */
const NOTHING = Buffer.alloc(0);
const LINE_END = Buffer.from("\n");
const WITH_DATA = Buffer.from(",true\n");
const WITHOUT_DATA = Buffer.from(",false\n");
const UNKNOWN = Buffer.from(",\n");

/** The lines that are written for each set. */
type SetLines = Readonly<Record<"both" | "storedOnly" | "listedOnly", Pick<LineFile, "isOpen" | "add">>>;

/** Compares stored IDs with listed objects. Both are sorted by ID, and read once. */
export class Comparison {
  /** Different stored IDs. */
  stored = 0;
  /** Different stored IDs that are not listed. */
  storedOnly = 0;
  /** Objects whose IDs are stored, by namespace. */
  readonly both: readonly ObjectCounter[];
  /** Objects whose IDs are not stored, by namespace. */
  readonly listedOnly: readonly ObjectCounter[];
  readonly #listed: ListedObjects;
  readonly #outputs: SetLines;
  /** The text before an ID in the lines of objects, by namespace. */
  readonly #starts: readonly Uint8Array[];
  readonly #onCompared: (id: string) => void;
  /** The ID that is being looked up, as bytes and as words. */
  readonly #id = new Uint8Array(ID_SIZE);
  readonly #words = new Uint32Array(this.#id.buffer);

  /** @param onCompared called with the ID of each object */
  constructor(
    namespaces: readonly ListedNamespace[],
    listed: ListedObjects,
    outputs: SetLines,
    onCompared: (id: string) => void,
  ) {
    this.both = namespaces.map(() => new ObjectCounter());
    this.listedOnly = namespaces.map(() => new ObjectCounter());
    this.#listed = listed;
    this.#outputs = outputs;
    this.#starts = namespaces.map(({ id }) => Buffer.from(`${csvField(id)},`));
    this.#onCompared = onCompared;
  }

  /**
   * Compares all stored IDs with all listed objects.
   * @param path a file of the stored IDs, 32 bytes each
   */
  async run(path: string, stop: AbortSignal | undefined): Promise<void> {
    await readTables(path, (table, prefix) => this.#compareTable(table, prefix), stop);
    await this.#compareUntil(undefined, NO_TABLE);
  }

  async #compareTable(table: IdTable, prefix: readonly number[]): Promise<void> {
    await this.#compareUntil(Buffer.from(prefix).toString("hex") + AFTER_DIGITS, table);
    this.stored += table.distinct;
    this.storedOnly += table.distinct - table.marked;
    const { storedOnly } = this.#outputs;
    if (!storedOnly.isOpen) return;
    for (const id of table.unmarked()) {
      const writing = storedOnly.add(NOTHING, id, LINE_END);
      if (writing) await writing;
    }
  }

  /**
   * Looks up objects in a table, which has all stored IDs before `end` except those of earlier tables.
   * @param end where to stop; `undefined` for all remaining objects
   */
  async #compareUntil(end: string | undefined, table: Pick<IdTable, "mark">): Promise<void> {
    const listed = this.#listed;
    for (let object = listed.head; object !== undefined; object = listed.head) {
      if (end !== undefined && object.id >= end) return;
      const { namespace } = listed;
      if (!decodeHex(object.id, this.#id)) throw new CheckError(`the listing has an invalid ID: ${quote(object.id)}`);
      const isStored = table.mark(this.#words, 0);
      (isStored ? this.both : this.listedOnly)[namespace].add(object);
      const output = isStored ? this.#outputs.both : this.#outputs.listedOnly;
      const writing = output.add(this.#starts[namespace], object.id, lineEndOf(object));
      if (writing) await writing;
      this.#onCompared(object.id);
      const loading = listed.advance();
      if (loading) await loading;
    }
  }
}

function lineEndOf({ hasStoredData }: ListedObject): Uint8Array {
  if (hasStoredData === null) return UNKNOWN;
  return hasStoredData ? WITH_DATA : WITHOUT_DATA;
}
