import { Session } from "node:inspector/promises";

/** Which ranges of code have run so far, by V8's own counters. */
export class Coverage {
  readonly #session: Session;
  readonly #seen = new Set<string>();

  private constructor(session: Session) {
    this.#session = session;
  }

  static async start(): Promise<Coverage> {
    const session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    const coverage = new Coverage(session);
    await coverage.grew();
    return coverage;
  }

  /** Whether code has run since the last call that had never run before. */
  async grew(): Promise<boolean> {
    const { result } = await this.#session.post("Profiler.takePreciseCoverage");
    const before = this.#seen.size;
    for (const { url, functions } of result) {
      if (!url.startsWith("file:") || url.includes("/node_modules/")) continue;
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          if (count > 0) this.#seen.add(`${startOffset} ${endOffset}`);
        }
      }
    }
    return this.#seen.size > before;
  }

  stop(): void {
    this.#session.disconnect();
  }
}
