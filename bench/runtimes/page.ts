/** Runs in a page. */
import { entriesOf, type Outcome, type Pace, race } from "../../src/cli/bench/race.js";
import type { EngineReport } from "../../src/engine/select.js";
import { assemble, type Installed, labelsOf } from "./contenders.js";

/** The results that a page reports. */
export interface PageAnswer {
  readonly engine: EngineReport;
  readonly contenders: Readonly<Record<string, string>>;
  readonly outcome: Outcome;
}

/** Measures the installed package in this very page. */
export async function measurePage(library: Installed, pace: Pace): Promise<PageAnswer> {
  const { contenders, material } = await assemble(library);
  const now = (): number => performance.now();
  const entries = contenders.flatMap((each) => entriesOf(each.id, each.passes(material), now));
  // A page that never yields would be considered hanging.
  const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const outcome = await race(entries, pace, now, breathe);
  return { engine: library.engineReport(), contenders: labelsOf(contenders), outcome };
}
