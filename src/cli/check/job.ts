import type { Checkpoints, Snapshot } from "../checkpoint/checkpoints.js";
import type { Finished } from "../checkpoint/state.js";
import type { Input } from "../input/inputs.js";
import { throwIfStopped } from "../input/stop.js";
import type { Io } from "../io.js";
import { type Checked, type Checker, type Position, START } from "../records/records.js";
import type { Source } from "./faults.js";
import type { Progress } from "./progress.js";
import type { Results } from "./results.js";

/** How far a run over several inputs has come. */
export interface Place {
  /** The number of the input that is being read; that of all of them at the end. */
  readonly input: number;
  /** Bytes of text of the inputs before it. */
  readonly offset: number;
  readonly position: Position;
}

/** A run over inputs: what it brings about, and what is done between one stretch of input and the next. */
export class Job {
  readonly results: Results;
  readonly #io: Io;
  readonly #progress: Progress | undefined;
  readonly #checkpoints: Checkpoints | undefined;
  #place: Place;
  /** Taken before a record that is too long to be kept: while its pieces go by, the results are of no place. */
  #beforeLongRecord: Snapshot | undefined;

  /** @param place where to begin, if not at the start */
  constructor(
    results: Results,
    io: Io,
    progress: Progress | undefined,
    checkpoints: Checkpoints | undefined,
    place: Place = { input: 0, offset: 0, position: START },
  ) {
    this.results = results;
    this.#io = io;
    this.#progress = progress;
    this.#checkpoints = checkpoints;
    this.#place = place;
  }

  /** The last place between two records that the run has reached: all before it has been dealt with. */
  get place(): Place {
    return this.#place;
  }

  /** Deals with records as the checker finds them. */
  async add(all: Iterable<Checked>, checker: Pick<Checker, "position">, source: Source): Promise<void> {
    for (const checked of all) {
      const position = checked.records.isOpen ? checker.position() : undefined;
      if (position) await this.#holdAt(position);
      await this.results.add(checked, source);
    }
  }

  /**
   * A stretch of an input has been dealt with: writes what came of it, and does what is due. Throws `Stopped` if the run
   * is to end here.
   * @param position how far it reached in the input; nothing in the middle of a record
   */
  async pause(input: Input, position: Position | undefined): Promise<void> {
    await this.results.flush();
    this.#progress?.update(input);
    if (position) await this.#reach({ ...this.#place, position });
    throwIfStopped(this.#io.stop);
  }

  /** An input has been dealt with completely. Its text had `length` bytes. */
  async endInput(length: number): Promise<void> {
    await this.results.flush();
    const { input, offset } = this.#place;
    await this.#reach({ input: input + 1, offset: offset + length, position: START });
  }

  /**
   * Saves how far the run has come, so that a later run can go on there.
   * @param finished what came of all inputs, once they were read
   */
  async save(finished: Finished | null = null): Promise<void> {
    const snapshot = this.#beforeLongRecord ?? (await this.#checkpoints?.take(this.#place));
    if (snapshot) await this.#checkpoints?.save(snapshot, finished);
  }

  async #reach(place: Place): Promise<void> {
    this.#place = place;
    this.#beforeLongRecord = undefined;
    await this.#checkpoints?.saveIfDue(place);
  }

  async #holdAt(position: Position): Promise<void> {
    this.#place = { ...this.#place, position };
    this.#beforeLongRecord = await this.#checkpoints?.take(this.#place);
  }
}
