import { TestRunner } from "vitest";

/** Vitest's runner, but once a test has caught the mutant, it doesn't load the test files that remain. */
export default class MutantRunner extends TestRunner {
  #isCaught = false;

  override cancel(...reason: Parameters<TestRunner["cancel"]>): void {
    this.#isCaught = true;
    super.cancel(...reason);
  }

  override importFile(...[path, source]: Parameters<TestRunner["importFile"]>): unknown {
    return this.#isCaught && source === "collect" ? undefined : super.importFile(path, source);
  }
}
