import type { PullEvent } from "../remote/pull-objects.js";
import type { RetryNotice } from "../remote/retry.js";
import { escapeControls } from "../text/printable.js";
import { formatCount, formatEstimate } from "../text/quantities.js";
import type { Io } from "./io.js";
import { StatusLine } from "./status-line.js";

/** Tells on standard error how far a pull is: a line on a terminal, and messages of what is out of the ordinary. */
export class PullProgress {
  readonly #io: Io;
  readonly #line: StatusLine | undefined;
  readonly #start: number;
  #isResumed = false;
  /** The objects of this run. */
  #pulled = 0;
  /** The namespace that is being copied, and its objects when the last page was recorded. */
  #namespace: string | undefined;
  #objects = 0;

  constructor(io: Io, showsLine: boolean) {
    this.#io = io;
    this.#line = showsLine ? new StatusLine(io.stderr) : undefined;
    this.#start = io.now();
  }

  /** Takes what happens in a pull. */
  onEvent(event: PullEvent): void {
    const { name, id } = event.namespace;
    if (id !== this.#namespace) this.#objects = 0;
    this.#namespace = id;
    if (event.kind === "restarted") {
      this.#objects = 0;
      this.tell(`${name} begins again, since its cursor is not accepted any more: ${event.reason}`);
      return;
    }
    if (event.kind === "resumed") {
      if (!this.#isResumed) {
        const since = new Date(event.started).toISOString().replace(/\.\d+Z$/, "Z");
        this.tell(`continuing the pull that was begun at ${since} (--restart begins again)`);
      }
      this.#isResumed = true;
    } else {
      this.#pulled += event.objects - this.#objects;
      const rate = this.#pulled / Math.max(0.001, (this.#io.now() - this.#start) / 1000);
      const text = `${name}  ${formatCount(event.objects)} objects  ${formatCount(rate)}/s`;
      // The run doesn't wait for it, and loses nothing if it can't be shown.
      this.#line?.show(escapeControls(text)).catch(() => undefined);
    }
    this.#objects = event.objects;
  }

  /** Takes that a request is repeated. */
  onRetry({ reason, pause }: RetryNotice): void {
    this.tell(`trying again in ${formatEstimate(pause / 1000)}: ${reason}`);
  }

  /** Writes a message on a line of its own. */
  tell(text: string): void {
    this.clear();
    this.#io.stderr.write(`durable-id: ${escapeControls(text)}\n`).catch(() => undefined);
  }

  /** Takes the line away. */
  clear(): void {
    this.#line?.clear().catch(() => undefined);
  }
}
