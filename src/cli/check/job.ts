import type { Checkpoints } from "../checkpoint/checkpoints.js";
import type { Input } from "../input/inputs.js";
import { throwIfStopped } from "../input/stop.js";
import type { Io } from "../io.js";
import { type Position, START } from "../records/records.js";
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

  /** Where the run is: all before it has been dealt with. */
  get place(): Place {
    return this.#place;
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

  /** An input has been dealt with wholly, whose text had so many bytes. */
  async endInput(length: number): Promise<void> {
    await this.results.flush();
    const { input, offset } = this.#place;
    await this.#reach({ input: input + 1, offset: offset + length, position: START });
  }

  /** Saves how far the run has come, so that it can be taken up again there. */
  async save(): Promise<void> {
    await this.#checkpoints?.save(this.#place);
  }

  async #reach(place: Place): Promise<void> {
    this.#place = place;
    await this.#checkpoints?.saveIfDue(place);
  }
}
