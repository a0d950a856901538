import { selectEngine } from "../engine/select.js";
import type { Engine, EngineChoice } from "../engine/types.js";
import type { NamespaceState } from "../namespace/state.js";

/** The engine that works for namespaces, of which there is at least one: the one that was chosen, or that of the first. */
export function engineOf(states: readonly NamespaceState[], choice: EngineChoice | undefined): Engine {
  return choice === undefined ? states[0].engine : selectEngine(choice);
}
