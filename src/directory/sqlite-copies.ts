import { setImmediate } from "node:timers/promises";
import { DEFAULT_JURISDICTIONS } from "../format/jurisdiction.js";
import type { Sqlite } from "../sqlite/sqlite.js";
import type { CopyProgress, ListedNamespace, NamespaceCopy } from "./copy.js";
import { type CopyRow, type CopyStatements, prepareCopyStatements } from "./copy-statements.js";
import { changedCopy, copiedDigits, type RecordGuard } from "./records.js";
import { textOf, toInteger } from "./sql-values.js";
import { transactionWhenFree } from "./transaction.js";
import type { ObjectEntry } from "./types.js";

/** How many objects are removed before other work can run: some 20 ms of work. */
const SWEPT_AT_ONCE = 20_000;

/** The methods of the directory that a copy uses. */
export interface CopySurroundings {
  /** Validates the IDs of a listed namespace, if its key is known. */
  guardOf(id: string): RecordGuard | undefined;
  /** How many objects a namespace has; `undefined` if it isn't listed. */
  count(id: string): Promise<number | undefined>;
  /** Called after each commit. */
  onWrite(): void;
}

/** Copies of other listings in one SQLite file. After a kill of the process, each resumes after its last page. */
export class SqliteCopies {
  readonly #connection: Sqlite;
  readonly #statements: CopyStatements;
  readonly #surroundings: CopySurroundings;

  constructor(connection: Sqlite, surroundings: CopySurroundings) {
    this.#connection = connection;
    this.#statements = prepareCopyStatements(connection);
    this.#surroundings = surroundings;
  }

  async open(source: string, namespace: ListedNamespace): Promise<NamespaceCopy> {
    const row = await this.#write(() => {
      const found = this.#find(source, namespace.id);
      // Objects that were copied before the first cursor was recorded may have been removed since then.
      if (found !== undefined && (found.isComplete || found.cursor !== "")) return found;
      return this.#begin(source, namespace.id);
    });
    return new SqliteCopy(source, namespace, row, this);
  }

  /** Whether copies were started that have not all been ended. */
  isPending(): boolean {
    return this.#statements.hasCopies.all().length > 0;
  }

  async forget(source: string, ids: readonly string[]): Promise<void> {
    await this.#write(() => {
      for (const id of ids) this.#statements.forgetCopy.run(source, id);
    });
    await this.sweep();
  }

  async keepListed(source: string, ids: readonly string[]): Promise<readonly string[]> {
    const listed = new Set(ids);
    const removed = await this.#write(() => {
      const unlisted = (rows: unknown[]) =>
        (rows as [string][]).map(([id]) => textOf(id)).filter((id) => !listed.has(id));
      for (const id of unlisted(this.#statements.copiesOf.all(source))) this.#statements.forgetCopy.run(source, id);
      const gone = unlisted(this.#statements.namespacesOf.all(source));
      for (const id of gone) this.#statements.removeNamespace.run(id);
      return gone;
    });
    await this.sweep();
    return removed;
  }

  /** Restarts a copy. @throws Error (`ERR_DO_DIRECTORY_COPY`) if another process has changed it */
  async restart(source: string, id: string, { number, cursor }: CopyState): Promise<CopyState> {
    const state = await this.#write(() => {
      const found = this.#find(source, id);
      if (found?.number !== number || found.cursor !== cursor || found.isComplete) throw changedCopy(id);
      return this.#begin(source, id);
    });
    await this.sweep();
    return state;
  }

  /** Adds a page. @returns how many of its objects are new in the copy */
  addPage(source: string, id: string, state: CopyState, page: readonly ObjectEntry[], next: string): Promise<number> {
    const digits = copiedDigits(page, id, this.#surroundings.guardOf(id));
    // In the order of the table, as in `record`.
    const order = digits.map((each, i) => ({ id: each, stored: toInteger(page[i].hasStoredData) }));
    order.sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
    return this.#write(() => {
      let added = 0;
      for (const each of order) {
        const isNew = changesOf(this.#statements.addCopied.run(state.number, each.id, each.stored)) === 1;
        if (isNew) added++;
        else this.#statements.updateCopied.run(state.number, each.id, each.stored);
      }
      const { number, cursor } = state;
      const advanced = changesOf(this.#statements.advanceCopy.run(source, id, number, cursor, next, added));
      if (advanced !== 1) throw changedCopy(id);
      return added;
    });
  }

  /** Lists the copied objects. @returns how many objects the namespace had before; `null` if it wasn't listed */
  async complete(source: string, namespace: ListedNamespace, { number, cursor }: CopyState): Promise<number | null> {
    const { id, name, script, class: className, useSqlite } = namespace;
    const before = (await this.#surroundings.count(id)) ?? null;
    await this.#write(() => {
      const completed = changesOf(this.#statements.completeCopy.run(source, id, number, cursor, before));
      if (completed !== 1) throw changedCopy(id);
      const jurisdictions = JSON.stringify(DEFAULT_JURISDICTIONS);
      const flag = toInteger(useSqlite);
      this.#statements.listCopy.run(number, id, script, className, flag, jurisdictions, name, source);
    });
    await this.sweep();
    return before;
  }

  /** Removes the objects that belong to no namespace and no copy, in slices between which other work can run. */
  async sweep(): Promise<void> {
    for (const [number] of this.#statements.strayNumbers.all() as [number][]) {
      const remove = () => changesOf(this.#statements.sweep.run(number, SWEPT_AT_ONCE));
      while ((await this.#write(remove)) > 0) await setImmediate();
    }
  }

  #find(source: string, id: string): CopyState | undefined {
    const [row] = this.#statements.copy.all(source, id) as CopyRow[];
    if (row === undefined) return undefined;
    const [number, objects, before, started, isComplete, cursor] = row;
    return { number, cursor: textOf(cursor), objects, before, started, isComplete: isComplete === 1 };
  }

  #begin(source: string, id: string): CopyState {
    this.#statements.beginCopy.run(source, id, Date.now());
    return this.#find(source, id) as CopyState;
  }

  async #write<T>(work: () => T): Promise<T> {
    const result = await transactionWhenFree(this.#connection, work);
    this.#surroundings.onWrite();
    return result;
  }
}

/** The progress of a copy, and the number that its objects have until it is complete. */
interface CopyState extends CopyProgress {
  readonly number: number;
}

class SqliteCopy implements NamespaceCopy {
  readonly #source: string;
  readonly #namespace: ListedNamespace;
  readonly #copies: SqliteCopies;
  progress: CopyState;

  constructor(source: string, namespace: ListedNamespace, progress: CopyState, copies: SqliteCopies) {
    this.#source = source;
    this.#namespace = namespace;
    this.progress = progress;
    this.#copies = copies;
  }

  async addPage(objects: readonly ObjectEntry[], cursor: string): Promise<number> {
    const added = await this.#copies.addPage(this.#source, this.#namespace.id, this.progress, objects, cursor);
    this.progress = { ...this.progress, cursor, objects: this.progress.objects + added };
    return added;
  }

  async restart(): Promise<void> {
    this.progress = await this.#copies.restart(this.#source, this.#namespace.id, this.progress);
  }

  async complete(): Promise<void> {
    const before = await this.#copies.complete(this.#source, this.#namespace, this.progress);
    this.progress = { ...this.progress, before, isComplete: true };
  }
}

function changesOf(result: unknown): number {
  return (result as { readonly changes: number }).changes;
}
