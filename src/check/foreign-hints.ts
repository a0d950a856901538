import type { Tally } from "../bulk/results.js";
import { createValidator } from "../bulk/validator.js";
import { NO_NAMESPACE } from "../format/verdict.js";
import { DurableObjectNamespace } from "../namespace/namespace.js";
import { escapeControls, quote } from "../text/printable.js";
import { formatCount } from "../text/quantities.js";
import type { CandidateNamespace } from "./candidates.js";
import type { Hint } from "./hints.js";

/** With fewer foreign IDs than this, no hint is given. */
const FEWEST = 10;
/** The share of well-formed IDs that must be foreign before the key is doubted. */
const NEARLY_ALL = 0.99;
/** The maximum number of namespaces that are named. */
const MOST_NAMED = 3;

/**
 * Explains foreign IDs: names the other namespaces that they belong to, or else, if nearly all IDs are foreign, the usual
 * causes.
 * @param tally the counts of the run
 * @param ids some of its foreign IDs
 * @param candidates namespaces to try them against; undefined if none are known
 */
export function foreignHints(
  tally: Tally,
  ids: readonly string[],
  candidates: readonly CandidateNamespace[] | undefined,
): Hint[] {
  const inDoubt = isKeyInDoubt(tally);
  const owners = ownersOf(ids, candidates ?? []);
  if (owners.length === 0) return inDoubt ? [unknownKey(tally, ids.length, candidates !== undefined)] : [];
  return owners.slice(0, MOST_NAMED).map(([{ label, remedy, uniqueKey }, count]) => {
    const share = `${formatCount(count)} of ${formatCount(ids.length)} tested foreign IDs`;
    // If only some IDs are foreign, the run's own keys are right, and another is missing.
    const advice = inDoubt ? remedy : `add --unique-key ${quote(uniqueKey)}`;
    return { kind: "other-namespace", message: escapeControls(`${share} belong to ${label}: ${advice}`) };
  });
}

/** Whether so many IDs are foreign that a namespace is most likely missing. */
export function isKeyInDoubt({ total, malformed, foreign }: Tally): boolean {
  return foreign >= FEWEST && foreign >= NEARLY_ALL * (total - malformed);
}

/** The candidates that some of the IDs belong to, with their numbers of IDs, largest first. */
function ownersOf(
  ids: readonly string[],
  candidates: readonly CandidateNamespace[],
): [candidate: CandidateNamespace, count: number][] {
  if (ids.length === 0 || candidates.length === 0) return [];
  const validator = createValidator(candidates.map(({ uniqueKey }) => new DurableObjectNamespace({ uniqueKey })));
  const counts = candidates.map(() => 0);
  for (const owner of validator.check([...ids]).namespaces) if (owner !== NO_NAMESPACE) counts[owner]++;
  return candidates
    .map((candidate, i): [CandidateNamespace, number] => [candidate, counts[i]])
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
}

function unknownKey({ total, malformed, foreign }: Tally, tried: number, isConfigured: boolean): Hint {
  const share = foreign === total - malformed ? "all IDs" : "nearly all IDs";
  const production = "production, whose keys are known only to Cloudflare";
  const message = isConfigured
    ? `${share} are foreign, and none of the ${tried} tested ones belong to another environment or older class in --config: ` +
      `likely causes are another Worker, a renamed Worker, or ${production}`
    : `${share} are foreign: likely causes are another environment, a renamed Worker or class, or ${production}; ` +
      "pass --config wrangler.jsonc to try all environments and older class names";
  return { kind: "all-foreign", message };
}
