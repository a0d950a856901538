import { setImmediate } from "node:timers/promises";
import type { RecordBatch } from "../bulk/records/batch.js";
import type { BatchRing } from "../bulk/records/batch-ring.js";
import { type Position, RecordReader, START } from "../bulk/records/reader.js";
import { isRecordsError } from "../bulk/records/records-error.js";
import { createScanner } from "../engine/scan/select.js";
import type { RecordScanner } from "../engine/scan/types.js";
import { quote } from "../text/printable.js";
import { InputError, TooManyInvalid } from "./errors.js";
import type { Input, TextSource } from "./inputs/input.js";
import { throwIfStopped } from "./inputs/stop.js";
import { InvalidLimit } from "./invalid-limit.js";
import type { Judge, JudgeName } from "./judge.js";
import type { Plan } from "./plan.js";
import type { InputFormat, InputFormatName } from "./planned-input.js";
import { ScopeCheck } from "./scopes.js";
import type { InputInfo, Sink } from "./sink.js";

/** Bytes of outputs that may wait to be written. */
const MOST_PENDING = 1024 * 1024;

/** How far a run over several inputs has come. */
export interface Place {
  /** The index of the input that is being read; the number of inputs at the end. */
  readonly input: number;
  /** Bytes of text of the inputs before it. */
  readonly offset: number;
  /** How far that input was read. */
  readonly position: Position;
}

/** Where a run starts. */
export const RUN_START: Place = { input: 0, offset: 0, position: START };

/** What a run tells its caller while it works. */
export interface RunHooks {
  /**
   * More of an input was dealt with.
   * @param input the input
   */
  onProgress?(input: Input): void;
  /**
   * Everything before a place is in the sinks, and nothing behind it: a run can be resumed there.
   * @param place the place
   */
  onPlace?(place: Place): Promise<void> | void;
  /**
   * A record follows in which a run can't be resumed: the last place is to be remembered.
   * @param place the last place
   */
  onLongRecord?(place: Place): Promise<void> | void;
}

/** How a run ended. */
export interface RunEnd {
  /** What gave the verdicts. */
  readonly engine: JudgeName;
  /** Why the inputs were not read to their ends; `undefined` if they were. */
  readonly fault: InputError | undefined;
  /** How far it came. */
  readonly place: Place;
}

/**
 * Reads the inputs of a plan and hands their records, with verdicts, to sinks: in order, whatever the number of threads.
 * An input that can't be read to its end ends the run, after everything before that is in the sinks.
 * @param plan what to read
 * @param sinks what gets the records
 * @param hooks what to call meanwhile
 * @param from where to start, if not at the start: the place of an earlier run whose sinks were merged into these
 */
export async function run(
  plan: Plan,
  sinks: readonly Sink[],
  hooks: RunHooks = {},
  from: Place = RUN_START,
): Promise<RunEnd> {
  const { ring, judge, engine, scanning } = plan.verdicts.open(plan.inputs, plan.stop);
  const runner = new Runner(ring, judge, sinks, hooks, plan, from);
  const scanners = new Map<string, RecordScanner>();
  try {
    for (const { input, format } of plan.inputs.slice(from.input)) {
      const key = JSON.stringify(format.format);
      const scanner = scanners.get(key) ?? createScanner(format.format, scanning);
      scanners.set(key, scanner);
      await runner.read(input, format, scanner);
    }
    return { engine, fault: undefined, place: runner.place };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { engine, fault: error, place: runner.place };
  } finally {
    await judge.close();
  }
}

/** Reads inputs, has their records judged, and hands them to sinks, in order. */
class Runner {
  readonly #ring: BatchRing;
  readonly #judge: Judge;
  readonly #sinks: readonly Sink[];
  /** Those of them that prepare: most runs have none. */
  readonly #preparing: readonly Sink[];
  readonly #hooks: RunHooks;
  readonly #stop: AbortSignal | undefined;
  readonly #scopes: ScopeCheck;
  readonly #invalidLimit: InvalidLimit | undefined;
  /** How far reading was after each batch in use. */
  readonly #positions: (Position | undefined)[] = [];
  #place: Place;
  /** What the sinks are still to learn about the input. */
  #start: InputInfo | undefined;
  /** Whether IDs of the input may be stored as `Class:ID`. */
  #isScoped = false;
  /** Whether no sink gets the records that follow: one of them can't take them, or the run stops before them. */
  #isRefused = false;

  constructor(
    ring: BatchRing,
    judge: Judge,
    sinks: readonly Sink[],
    hooks: RunHooks,
    { verdicts, stop, invalidLimit }: Plan,
    place: Place,
  ) {
    this.#ring = ring;
    this.#judge = judge;
    this.#sinks = sinks;
    this.#preparing = sinks.filter((sink) => sink.prepare);
    this.#hooks = hooks;
    this.#stop = stop;
    this.#scopes = new ScopeCheck(verdicts.namespaces);
    this.#invalidLimit = invalidLimit === undefined ? undefined : new InvalidLimit(invalidLimit);
    this.#place = place;
  }

  /** The last place at which the run could be resumed. */
  get place(): Place {
    return this.#place;
  }

  /**
   * Reads the input of the current place to its end.
   * @throws InputError if it can't be read on, after everything before that is in the sinks
   */
  async read(
    input: Input,
    { name: formatName, format, column, scoped }: InputFormat,
    scanner: RecordScanner,
  ): Promise<void> {
    const { position } = this.#place;
    const reader = new RecordReader(scanner, { format, column, scoped }, this.#ring, position);
    const source = input.open(position.offset);
    this.#start = undefined;
    this.#isScoped = scoped ?? false;
    let fault: unknown;
    try {
      await this.#readAll(input, formatName, reader, source);
    } catch (error) {
      fault = isRecordsError(error) ? new InputError(`${quote(input.name)}: ${error.message}`) : error;
    } finally {
      await source.close();
    }
    try {
      if (!this.#isRefused && (fault === undefined || fault instanceof InputError)) {
        while (!this.#ring.isEmpty) await this.#settleOldest(input);
        // An input may have a header and no records.
        if (fault === undefined) this.#startInput();
      }
    } catch (error) {
      fault = error;
    }
    await this.#flush();
    if (fault !== undefined) throw fault;
    const { input: index, offset } = this.#place;
    this.#place = { input: index + 1, offset: offset + reader.offset, position: START };
    await this.#hooks.onPlace?.(this.#place);
  }

  async #readAll(input: Input, format: InputFormatName, reader: RecordReader, source: TextSource): Promise<void> {
    const { input: index, offset, position } = this.#place;
    const { name } = input;
    const isResumed = position.offset > 0;
    let isStarted = false;
    for (let isLast = false; !isLast; ) {
      while (reader.isRoomTaken) await this.#settleOldest(input);
      const size = await this.#fill(input, source, reader.room());
      reader.filled(size);
      isLast = size === 0;
      for (;;) {
        while (this.#ring.isFull) await this.#settleOldest(input);
        const batch = reader.next(isLast);
        if (!isStarted && (batch || reader.header)) {
          isStarted = true;
          const { header, lineEnd } = reader;
          this.#start = { index, name, format, offset, header, lineEnd, isResumed };
        }
        if (batch === undefined) break;
        this.#positions.push(reader.position);
        this.#judge.submit(batch);
        while (!this.#ring.isEmpty && this.#judge.isSettled()) await this.#settleOldest(input);
      }
      throwIfStopped(this.#stop);
    }
  }

  /** Reads more bytes. While it waits for them, whatever is there already goes through, and out. */
  async #fill(input: Input, source: TextSource, room: Uint8Array): Promise<number> {
    const reading = source.read(room);
    if (typeof reading === "number") {
      await setImmediate();
      return reading;
    }
    let isRead = false;
    const done = () => {
      isRead = true;
    };
    reading.then(done, done);
    await setImmediate();
    while (!isRead && !this.#ring.isEmpty) await this.#settleOldest(input, true);
    if (!isRead) await this.#flush();
    return reading;
  }

  /** Waits for the verdicts of the oldest batch, and hands it to the sinks. */
  async #settleOldest(input: Input, isPatient = false): Promise<void> {
    const settling = this.#judge.settle(isPatient);
    if (settling) await settling;
    const batch = this.#ring.oldest;
    const position = this.#positions.shift();
    if (this.#isScoped) this.#scopes.check(batch);
    const exceeded = this.#invalidLimit?.cutOff(batch) ? this.#invalidLimit : undefined;
    if (batch.isOpen && batch.rest === undefined) await this.#keepPlace();
    // Before the input starts: if this stops the run, it goes on before the batch.
    if (this.#preparing.length > 0) await this.#prepare(batch);
    this.#startInput();
    let pending = 0;
    for (const sink of this.#sinks) {
      sink.add(batch);
      pending += sink.pending ?? 0;
    }
    this.#ring.release();
    if (pending > MOST_PENDING) await this.#flush();
    this.#hooks.onProgress?.(input);
    if (exceeded) {
      this.#isRefused = true;
      throw new TooManyInvalid(exceeded.limit);
    }
    if (position === undefined) return;
    this.#place = { ...this.#place, position };
    const reached = this.#hooks.onPlace?.(this.#place);
    if (reached) await reached;
  }

  async #prepare(batch: RecordBatch): Promise<void> {
    this.#isRefused = true;
    for (const sink of this.#preparing) await sink.prepare?.(batch);
    this.#isRefused = false;
  }

  /** Only together with the first records: at no place before them has a sink written the header. */
  #startInput(): void {
    const start = this.#start;
    if (start === undefined) return;
    this.#start = undefined;
    this.#isRefused = true;
    for (const sink of this.#sinks) sink.startInput?.(start);
    this.#isRefused = false;
  }

  async #keepPlace(): Promise<void> {
    await this.#flush();
    await this.#hooks.onLongRecord?.(this.#place);
  }

  async #flush(): Promise<void> {
    for (const sink of this.#sinks) await sink.flush?.();
  }
}
