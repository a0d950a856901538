import { inject, TestRunner } from "vitest";

/** Vitest's runner for tests of a mutant. */
export default class MutantRunner extends TestRunner {
  #isCaught = false;

  override cancel(...reason: Parameters<TestRunner["cancel"]>): void {
    this.#isCaught = true;
    super.cancel(...reason);
  }

  override importFile(...[path, source]: Parameters<TestRunner["importFile"]>): unknown {
    if (source === "collect") {
      // Once a test has failed, the files that remain need not be loaded.
      if (this.#isCaught) return undefined;
      // A file is loaded without the mutant, or the one before it: what fails there is not counted as a test that fails.
      Reflect.set(Reflect.get(globalThis, inject("globalNamespace")) ?? {}, "activeMutant", undefined);
    }
    return super.importFile(path, source);
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** The global variable that Stryker's changes of the code read. */
    globalNamespace: string;
  }
}
