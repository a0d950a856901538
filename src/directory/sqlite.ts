import { ID_DIGITS } from "../format/codec.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import { loadSqlite, type OpenSqlite, type Sqlite } from "../sqlite/sqlite.js";
import { isSqliteError, sqliteReason } from "../sqlite/sqlite-errors.js";
import type { AsyncClosable } from "../system/async-closable.js";
import { whenFree } from "./busy.js";
import type { CopyTarget, ListedNamespace, NamespaceCopy } from "./copy.js";
import { ObjectCounter } from "./object-counter.js";
import { requireContent, whyNotOpened } from "./open-faults.js";
import { missingKey, RecordGuard, requireObjectsRequest, requirePositive, unknownNamespace } from "./records.js";
import { register } from "./registration.js";
import { openError, prepareDatabase, SECRET_SIZE } from "./schema.js";
import { damagedError, textOf, toBoolean, toInteger, toJurisdictions } from "./sql-values.js";
import { SqliteCopies } from "./sqlite-copies.js";
import { type NamespaceRow, type ObjectRow, prepareStatements, type Statements } from "./statements.js";
import { transactionWhenFree } from "./transaction.js";
import type {
  Directory,
  NamespaceEntry,
  NamespacePage,
  NamespaceRegistration,
  ObjectEntry,
  ObjectPage,
  ObjectRecord,
  ObjectsRequest,
  PageRequest,
} from "./types.js";
import { WriteAheadLog } from "./write-ahead-log.js";

/**
 * A directory in one SQLite file, with the optional peer `libsql`. Several processes may open it: each sees what the others
 * have committed. Once `record` has resolved, its objects are in the file, even if the process is killed.
 *
 * @example
 * ```js needs=libsql
 * import { DurableObjectNamespace } from "durable-id";
 * import { SqliteDirectory } from "durable-id/directory";
 *
 * const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
 * const directory = await SqliteDirectory.open("objects.db");
 * const { id } = directory.add({ uniqueKey: "my-worker-ChatRoom", script: "my-worker", class: "ChatRoom" });
 * await directory.record(id, [{ id: rooms.idFromName("lobby"), hasStoredData: true }]);
 * const page = await directory.objects(id, { limit: 1000 });
 * page?.objects.length; // → 1
 * directory.close();
 * ```
 */
export class SqliteDirectory implements Directory, CopyTarget, AsyncClosable {
  readonly #connection: Sqlite;
  readonly #statements: Statements;
  readonly #counter: ObjectCounter;
  readonly #log: WriteAheadLog;
  readonly #copies: SqliteCopies;
  /** By the namespace's id: those whose key was added here, or is in the file. */
  readonly #guards = new Map<string, RecordGuard>();

  #isClosed = false;

  private constructor(connection: Sqlite) {
    this.#connection = connection;
    this.#statements = prepareStatements(connection);
    this.#counter = new ObjectCounter(this.#statements);
    this.#log = new WriteAheadLog(connection);
    this.#copies = new SqliteCopies(connection, {
      guardOf: (id) => this.#knownGuard(id),
      count: (id) => this.count(id),
      onWrite: () => this.#written(),
    });
  }

  /**
   * Opens a directory.
   * @param path the path of the file, which is created if it is missing or empty, unless `create` is `false`
   * @param options `create`, which is `true` by default
   * @throws Error: `ERR_DO_DIRECTORY_OPEN` if the file is missing or empty, is another kind of file, or is from a newer release;
   * `ERR_DO_SQLITE` if `libsql` isn't installed
   */
  static async open(path: string, { create = true }: { create?: boolean } = {}): Promise<SqliteDirectory> {
    const connect = await loadSqlite();
    if (!create) await requireContent(path);
    try {
      return await whenFree(() => SqliteDirectory.#connect(connect, path));
    } catch (error) {
      if (!(error instanceof Error) || isCoded(error)) throw error;
      throw openError(path, isSqliteError(error) ? sqliteReason(error) : await whyNotOpened(path), error);
    }
  }

  /** A single attempt to open a directory, which doesn't wait for other connections. */
  static #connect(connect: OpenSqlite, path: string): SqliteDirectory {
    const connection = connect(path);
    try {
      prepareDatabase(connection, path);
      return new SqliteDirectory(connection);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /**
   * Adds a namespace. If its key is already listed, the script, class and `useSqlite` are replaced. A raw key is not stored:
   * another process has to add it again before it can record objects.
   * @param registration its key, script and class
   * @returns the listed namespace, with the `id` that the other methods expect
   * @throws TypeError or RangeError as `new DurableObjectNamespace` does, TypeError (`ERR_DO_ARGUMENT`) without a script
   * or a class
   */
  add(registration: NamespaceRegistration): NamespaceEntry {
    const { entry, namespace } = register(registration);
    const { id, script, class: className, useSqlite, uniqueKey, jurisdictions } = entry;
    const table = JSON.stringify(jurisdictions);
    this.#statements.addNamespace.run(id, script, className, toInteger(useSqlite), uniqueKey ?? null, table);
    this.#guards.set(id, new RecordGuard(namespace));
    return entry;
  }

  async namespaces({ page, perPage }: PageRequest): Promise<NamespacePage> {
    requirePositive(page, "namespaces", 1);
    requirePositive(perPage, "namespaces", 1);
    const [[total]] = this.#statements.namespaceCount.all() as [number][];
    const rows = this.#statements.namespaces.all(perPage, (page - 1) * perPage) as NamespaceRow[];
    return { namespaces: rows.map(entryOf), total };
  }

  async namespace(id: string): Promise<NamespaceEntry | undefined> {
    const row = this.#find(id);
    return row && entryOf(row);
  }

  async objects(namespace: string, request: ObjectsRequest): Promise<ObjectPage | undefined> {
    requireObjectsRequest(request);
    const { after = "", before, limit } = request;
    if (this.#find(namespace) === undefined) return undefined;
    // One more than requested, to find out whether there are more. The empty BLOB sorts before all IDs.
    const { objectsAfter, objectsBefore } = this.#statements;
    const rows =
      before === undefined
        ? objectsAfter.all(namespace, after, limit + 1)
        : objectsBefore.all(namespace, before, limit + 1);
    const objects = (rows as ObjectRow[]).slice(0, limit).map(objectOf);
    if (before !== undefined) objects.reverse();
    requireAscending(objects, after);
    return { objects, more: rows.length > limit };
  }

  /**
   * Counts the objects of a namespace, without blocking the process while it counts a large one.
   * @param namespace the namespace's id
   * @param before 64 lower-case hex digits: count only the objects before this ID
   */
  async count(namespace: string, before?: string): Promise<number | undefined> {
    const row = this.#find(namespace);
    return row && this.#counter.count(row[0], before);
  }

  async record(namespace: string, records: readonly ObjectRecord[]): Promise<void> {
    const row = this.#find(namespace);
    if (row === undefined) throw unknownNamespace(namespace);
    const digits = this.#guardOf(row).digitsOf(records);
    // In the order of the table, which is 1.4 times as fast as any other order (measured). The sort is stable, so if an ID
    // is given twice, the later record still wins.
    const order = digits.map((id, i) => ({ id, hasStoredData: records[i].hasStoredData }));
    order.sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
    await transactionWhenFree(this.#connection, () => {
      // Queried again, because a copy that was completed in the meantime changes it.
      const current = this.#find(namespace);
      if (current === undefined) throw unknownNamespace(namespace);
      for (const { id, hasStoredData } of order) {
        this.#statements.record.run(current[0], id, toInteger(hasStoredData ?? null));
      }
    });
    this.#written();
  }

  /**
   * Starts to copy a namespace of another listing, or resumes a copy that was interrupted. Its objects are listed all at
   * once when the copy is complete; until then, the earlier objects are listed.
   * @param source the source of the copy: the API's address and the account
   * @param namespace the namespace in that API
   */
  openCopy(source: string, namespace: ListedNamespace): Promise<NamespaceCopy> {
    return this.#copies.open(source, namespace);
  }

  /**
   * Returns whether all namespaces are listed: `false` while a copy (`pullObjects`) is in progress or interrupted. A listed
   * namespace always has all of its objects.
   */
  isComplete(): boolean {
    return !this.#copies.isPending();
  }

  /**
   * Ends copies, complete or not: the next `openCopy` starts over. Listed namespaces are kept.
   * @param source the source of the copies
   * @param ids the namespaces' ids
   */
  forgetCopies(source: string, ids: readonly string[]): Promise<void> {
    return this.#copies.forget(source, ids);
  }

  /**
   * Removes the namespaces that were copied from a source, and that it no longer lists, with their objects.
   * @param source the source of the copies
   * @param ids the ids of all namespaces that the source lists
   * @returns the ids of the removed namespaces
   */
  keepListed(source: string, ids: readonly string[]): Promise<readonly string[]> {
    return this.#copies.keepListed(source, ids);
  }

  /** Generated when the file is created, and stored in it. */
  async secret(): Promise<Uint8Array> {
    const [row] = this.#statements.secret.all() as [Uint8Array | null][];
    if (row?.[0]?.length !== SECRET_SIZE) throw damagedError(`its secret is not ${SECRET_SIZE} bytes long`);
    return Uint8Array.from(row[0]);
  }

  /**
   * Closes the file, after moving all committed data into it from SQLite's write-ahead log, so that a copy of this one file
   * is complete. Afterwards only `close` may be called, which then does nothing.
   */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#log.empty();
    this.#connection.close();
  }

  /** Calls `close`, so that `await using` closes the file at the end of its block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #find(id: string): NamespaceRow | undefined {
    const [row] = this.#statements.namespace.all(id) as NamespaceRow[];
    return row;
  }

  /** Called after each commit. */
  #written(): void {
    this.#counter.forget();
    this.#log.bound();
  }

  /** The validator of a namespace's records, created from the file if it has the key. */
  #guardOf(row: NamespaceRow): RecordGuard {
    const { id, uniqueKey, jurisdictions } = entryOf(row);
    const known = this.#guards.get(id);
    if (known !== undefined) return known;
    if (uniqueKey === undefined) throw missingKey(id);
    const guard = new RecordGuard(new DurableObjectNamespace({ uniqueKey, jurisdictions }));
    this.#guards.set(id, guard);
    return guard;
  }

  /** The same, for a namespace that may not be listed, or whose key may be unknown. */
  #knownGuard(id: string): RecordGuard | undefined {
    const row = this.#find(id);
    const hasKey = row !== undefined && (this.#guards.has(id) || entryOf(row).uniqueKey !== undefined);
    return hasKey ? this.#guardOf(row) : undefined;
  }
}

function objectOf([id, stored]: ObjectRow): ObjectEntry {
  return { id, hasStoredData: toBoolean(stored) };
}

/** SQLite takes the order of a damaged file's rows on trust, and paging through such rows could go round in circles. */
function requireAscending(objects: readonly ObjectEntry[], after: string): void {
  let last = after;
  for (const { id } of objects) {
    if (id.length !== ID_DIGITS || id <= last) throw damagedError("its objects are not in the order of their IDs");
    last = id;
  }
}

function entryOf([, id, name, script, className, useSqlite, uniqueKey, jurisdictions]: NamespaceRow): NamespaceEntry {
  return {
    id: textOf(id),
    name: textOf(name),
    script: textOf(script),
    class: textOf(className),
    useSqlite: toBoolean(useSqlite),
    uniqueKey: uniqueKey === null ? undefined : textOf(uniqueKey),
    jurisdictions: toJurisdictions(jurisdictions),
  };
}

function isCoded(error: Error): boolean {
  return "code" in error && String(error.code).startsWith("ERR_DO_");
}
