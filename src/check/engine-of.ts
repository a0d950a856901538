import { selectEngine } from "../engine/select.js";
import type { Engine, EngineChoice } from "../engine/types.js";
import type { NamespaceState } from "../namespace/state.js";

/** The engine for a run: the chosen one, or that of the first namespace. There must be at least one namespace. */
export function engineOf(states: readonly NamespaceState[], choice: EngineChoice | undefined): Engine {
  return choice === undefined ? states[0].engine : selectEngine(choice);
}
