import type { PullEvent } from "../remote/pull-objects.js";
import type { RetryNotice } from "../remote/retry.js";
import { escapeControls } from "../text/printable.js";
import { formatCount, formatEstimate } from "../text/quantities.js";
import type { Io } from "./io.js";
import { StatusLine } from "./status-line.js";

/** Shows the progress of a pull on standard error: a line on a terminal, and messages about unusual events. */
export class PullProgress {
  readonly #io: Io;
  readonly #line: StatusLine | undefined;
  readonly #start: number;
  #isResumed = false;
  /** How many objects this run has copied. */
  #pulled = 0;
  /** The namespace that is being copied, and its number of objects when the last page was recorded. */
  #namespace: string | undefined;
  #objects = 0;

  constructor(io: Io, showsLine: boolean) {
    this.#io = io;
    this.#line = showsLine ? new StatusLine(io.stderr) : undefined;
    this.#start = io.now();
  }

  /** Handles an event of the pull. */
  onEvent(event: PullEvent): void {
    const { name, id } = event.namespace;
    if (id !== this.#namespace) this.#objects = 0;
    this.#namespace = id;
    if (event.kind === "restarted") {
      this.#objects = 0;
      this.tell(`${name} starts over, because its cursor is no longer accepted: ${event.reason}`);
      return;
    }
    if (event.kind === "resumed") {
      if (!this.#isResumed) {
        const since = new Date(event.started).toISOString().replace(/\.\d+Z$/, "Z");
        this.tell(`continuing the pull that started at ${since} (--restart starts over)`);
      }
      this.#isResumed = true;
    } else {
      this.#pulled += event.objects - this.#objects;
      const rate = this.#pulled / Math.max(0.001, (this.#io.now() - this.#start) / 1000);
      const text = `${name}  ${formatCount(event.objects)} objects  ${formatCount(rate)}/s`;
      // The run doesn't wait for the line, and ignores a failure to show it.
      this.#line?.show(escapeControls(text)).catch(() => undefined);
    }
    this.#objects = event.objects;
  }

  /** Handles the repetition of a request. */
  onRetry({ reason, pause }: RetryNotice): void {
    this.tell(`trying again in ${formatEstimate(pause / 1000)}: ${reason}`);
  }

  /** Writes a message on a separate line. */
  tell(text: string): void {
    this.clear();
    this.#io.stderr.write(`durable-id: ${escapeControls(text)}\n`).catch(() => undefined);
  }

  /** Clears the line. */
  clear(): void {
    this.#line?.clear().catch(() => undefined);
  }
}
