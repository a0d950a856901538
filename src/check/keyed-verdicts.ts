import type { Tally } from "../bulk/results.js";
import type { EngineChoice } from "../engine/types.js";
import { namespaceState } from "../namespace/holder.js";
import type { CandidateNamespace } from "./candidates.js";
import { engineOf } from "./engine-of.js";
import { foreignHints } from "./foreign-hints.js";
import type { Hint } from "./hints.js";
import type { OpenJudge } from "./judge.js";
import { type JudgedNamespace, judgedNamespace, type LabelledNamespace } from "./namespaces.js";
import { openJudge } from "./open-judge.js";
import type { PlannedInput } from "./planned-input.js";
import type { Destination } from "./sink.js";
import { type RepairLimits, Repairs } from "./sinks/repairs.js";
import type { SpawnThread } from "./threads/protocol.js";
import type { VerdictSource } from "./verdict-source.js";

/** An ID of this name is derived under each key to identify the key. The ID doesn't reveal the key. */
const PROBE = "durable-id checkpoint";

/** Settings for using keys. */
interface KeyedSettings {
  readonly candidates: readonly CandidateNamespace[] | undefined;
  readonly engine: EngineChoice | undefined;
  readonly jobs: number;
  readonly spawn: SpawnThread | undefined;
}

/** Verdicts of namespaces whose keys are known to the program. */
export class KeyedVerdicts implements VerdictSource {
  readonly namespaces: readonly JudgedNamespace[];
  readonly #keyed: readonly LabelledNamespace[];
  readonly #settings: KeyedSettings;

  constructor(namespaces: readonly LabelledNamespace[], settings: KeyedSettings) {
    this.namespaces = namespaces.map(judgedNamespace);
    this.#keyed = namespaces;
    this.#settings = settings;
  }

  identity(): unknown {
    return this.#keyed.map(({ label, namespace }) => [label, namespace.idFromName(PROBE).toString()]);
  }

  open(inputs: readonly PlannedInput[]): OpenJudge {
    const { engine, jobs, spawn } = this.#settings;
    const states = this.#keyed.map(({ namespace }) => namespaceState(namespace));
    return openJudge(inputs, states, engineOf(states, engine), jobs, spawn);
  }

  hints(tally: Tally, foreignIds: readonly string[]): Hint[] {
    return foreignHints(tally, foreignIds, this.#settings.candidates);
  }

  createRepairs(destination: Destination, limits: RepairLimits): Repairs {
    return new Repairs(this.#keyed, destination, { ...limits, engine: this.#settings.engine });
  }
}
