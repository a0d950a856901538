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

/** How many bytes of outputs may be buffered before a flush. */
const MOST_PENDING = 1024 * 1024;

/** The progress of a run over several inputs. */
export interface Place {
  /** The index of the current input; the number of inputs at the end. */
  readonly input: number;
  /** Bytes of text in the inputs before it. */
  readonly offset: number;
  /** How far the current input was read. */
  readonly position: Position;
}

/** Where a run starts. */
export const RUN_START: Place = { input: 0, offset: 0, position: START };

/** Callbacks of {@link run}. */
export interface RunHooks {
  /**
   * Called when more of an input was processed.
   * @param input the input
   */
  onProgress?(input: Input): void;
  /**
   * Called when the sinks have everything before a place and nothing after it: a run can be resumed there.
   * @param place the place
   */
  onPlace?(place: Place): Promise<void> | void;
  /**
   * Called before a record within which a run can't be resumed, so that the caller can save the last place.
   * @param place the last place
   */
  onLongRecord?(place: Place): Promise<void> | void;
}

/** How a run ended. */
export interface RunEnd {
  /** The source of the verdicts. */
  readonly engine: JudgeName;
  /** Why the inputs were not read to their ends; `undefined` if they were. */
  readonly fault: InputError | undefined;
  /** How far it came. */
  readonly place: Place;
}

/**
 * Reads the inputs of a plan and passes their records, with verdicts, to sinks: in order, with any number of threads.
 * An input that can't be read to its end ends the run, after the sinks got everything before that.
 * @param plan what to read
 * @param sinks the receivers of the records
 * @param hooks callbacks for progress
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

/** Reads inputs, gets verdicts for their records, and passes them to sinks in order. */
class Runner {
  readonly #ring: BatchRing;
  readonly #judge: Judge;
  readonly #sinks: readonly Sink[];
  /** The sinks with a `prepare` method: most runs have none. */
  readonly #preparing: readonly Sink[];
  readonly #hooks: RunHooks;
  readonly #stop: AbortSignal | undefined;
  readonly #scopes: ScopeCheck;
  readonly #invalidLimit: InvalidLimit | undefined;
  /** The reading position after each batch in use. */
  readonly #positions: (Position | undefined)[] = [];
  #place: Place;
  /** The input that the sinks have not been told about yet. */
  #start: InputInfo | undefined;
  /** Whether IDs of the input may be stored as `Class:ID`. */
  #isScoped = false;
  /** Whether the following records go to no sink: a sink refused them, or the run stops before them. */
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

  /** The last place at which the run can be resumed. */
  get place(): Place {
    return this.#place;
  }

  /**
   * Reads the current input from the current place to its end.
   * @throws InputError if reading fails, after the sinks got everything before that
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
        // An input can have a header without records.
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

  /** Reads more bytes. While it waits for them, the batches that are already read are judged and written. */
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

  /** Waits for the verdicts of the oldest batch, and passes it to the sinks. */
  async #settleOldest(input: Input, isPatient = false): Promise<void> {
    const settling = this.#judge.settle(isPatient);
    if (settling) await settling;
    const batch = this.#ring.oldest;
    const position = this.#positions.shift();
    if (this.#isScoped) this.#scopes.check(batch);
    const exceeded = this.#invalidLimit?.cutOff(batch) ? this.#invalidLimit : undefined;
    if (batch.isOpen && batch.rest === undefined) await this.#keepPlace();
    // Before `startInput`: if this stops the run, it resumes before the batch.
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

  /** Called only with the first records: at every earlier place, no sink has written the header yet. */
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
