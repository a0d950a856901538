import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MemoryDirectory } from "../../../src/directory.js";
import { createListingApi } from "../../../src/rest.js";
import { type Listening, listen } from "../../../src/serve/http.js";
import { BIN, Child, type ChildEnd } from "./child.js";
import type { Batch } from "./ledger.js";

/** Something that writes batches into the database from a process of its own. */
export interface Writer {
  /**
   * Writes a batch, or goes on with it.
   * @returns whether it is written: `false` if the process was killed
   * @throws Error if the process fails
   */
  write(batch: Batch): Promise<boolean>;
  /** Kills the process. @returns whether it was running */
  kill(): boolean;
}

/** Writes with `SqliteDirectory.record`, in a process that stays. */
export class RecordWriter implements Writer {
  readonly #argv: readonly string[];
  #child: Child | undefined;

  constructor(db: string, uniqueKey: string) {
    this.#argv = ["scripts/run.mjs", "test/soak/serve/record.ts", db, uniqueKey];
  }

  async write(batch: Batch): Promise<boolean> {
    if (!this.#child?.isRunning) {
      this.#child = new Child(this.#argv);
      if ((await this.#child.message()) === undefined) return requireKilled(await this.#child.ended);
    }
    const answer = this.#child.message();
    this.#child.process.send(batch, () => undefined);
    return (await answer) === "recorded" || requireKilled(await this.#child.ended);
  }

  kill(): boolean {
    return this.#child?.kill() ?? false;
  }
}

/** Writes with a command of the command line, one call for each batch. */
abstract class CommandWriter implements Writer {
  #child: Child | undefined;

  protected abstract prepare(batch: Batch): Promise<readonly string[]>;

  async write(batch: Batch): Promise<boolean> {
    const argv = await this.prepare(batch);
    this.#child = new Child([BIN, ...argv]);
    this.#child.process.stdout?.resume();
    const end = await this.#child.ended;
    return end.code === 0 || requireKilled(end);
  }

  kill(): boolean {
    return this.#child?.kill() ?? false;
  }
}

/** Writes with `import`. */
export class ImportWriter extends CommandWriter {
  readonly #folder: string;
  readonly #db: string;
  readonly #uniqueKey: string;

  constructor(folder: string, db: string, uniqueKey: string) {
    super();
    this.#folder = folder;
    this.#db = db;
    this.#uniqueKey = uniqueKey;
  }

  protected async prepare({ ids, hasStoredData }: Batch): Promise<readonly string[]> {
    const file = join(this.#folder, "import.txt");
    writeFileSync(file, ids.join("\n"));
    const flags = hasStoredData ? ["--stored-data"] : [];
    return ["import", "--unique-key", this.#uniqueKey, "--db", this.#db, ...flags, file];
  }
}

/** Writes with `pull`, from a listing that this process serves: each batch is a new copy of the whole. */
export class PullWriter extends CommandWriter {
  readonly #source = new MemoryDirectory();
  readonly #argv: readonly string[];
  readonly #uniqueKey: string;
  readonly #server: Listening;
  #latest = -1;

  private constructor(uniqueKey: string, server: Listening, source: MemoryDirectory, argv: readonly string[]) {
    super();
    this.#uniqueKey = uniqueKey;
    this.#source = source;
    this.#server = server;
    this.#argv = argv;
  }

  static async open(db: string, uniqueKey: string, token: string, tokenFile: string): Promise<PullWriter> {
    const source = new MemoryDirectory();
    source.add({ uniqueKey, script: "soak", class: "Pulled" });
    const server = await listen(createListingApi({ directory: source, auth: { tokens: [token] } }), 0, "127.0.0.1");
    const address = ["--base-url", `${server.origin}/client/v4`, "--account-id", "0".repeat(32)];
    return new PullWriter(uniqueKey, server, source, ["pull", "--db", db, "--token-file", tokenFile, ...address]);
  }

  protected async prepare({ number, ids, hasStoredData }: Batch): Promise<readonly string[]> {
    if (number > this.#latest) {
      await this.#source.record(
        this.#uniqueKey,
        ids.map((id) => ({ id, hasStoredData })),
      );
      this.#latest = number;
    }
    return this.#argv;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

function requireKilled({ isKilled, code, stderr }: ChildEnd): false {
  if (!isKilled) throw new Error(`a writer ended with ${code}: ${stderr}`);
  return false;
}
