import type { Batch } from "../bulk/records/batch.js";
import { scopeOf } from "../bulk/records/scopes.js";
import { UNRESTRICTED } from "../format/jurisdiction.js";
import { NO_NAMESPACE, Verdict } from "../format/verdict.js";
import type { JudgedNamespace } from "./namespaces.js";

/** Refuses IDs that are stored with another class than their own. They count as foreign, because they are misplaced. */
export class ScopeCheck {
  readonly #classNames: readonly (Buffer | undefined)[];

  constructor(namespaces: readonly JudgedNamespace[]) {
    this.#classNames = namespaces.map(({ className }) =>
      className === undefined ? undefined : Buffer.from(className),
    );
  }

  check(batch: Batch): void {
    const { count, verdicts, namespaces, jurisdictions } = batch;
    for (let i = 0; i < count; i++) {
      const className = namespaces[i] === NO_NAMESPACE ? undefined : this.#classNames[namespaces[i]];
      const scope = className && scopeOf(batch, i);
      if (scope === undefined || className?.equals(scope)) continue;
      verdicts[i] = Verdict.foreign;
      namespaces[i] = NO_NAMESPACE;
      jurisdictions[i] = UNRESTRICTED;
    }
  }
}
