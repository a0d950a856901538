import { ErrorCode, typeError } from "../format/errors.js";
import type { Outcome } from "./protocol.js";

/** The properties of an ID that a verdict handler uses: Cloudflare's `DurableObjectId` has them. */
export interface BoundId {
  /** The name of its jurisdiction, if it has one. */
  readonly jurisdiction?: string | undefined;
}

/** The methods of a namespace that a verdict handler uses: Cloudflare's `DurableObjectNamespace` has them. */
export interface BoundNamespace {
  /**
   * Parses an ID of this namespace, and throws for any other.
   * @param id 64 hex digits
   */
  idFromString(id: string): BoundId;
}

/** A namespace restricted to one jurisdiction: its IDs in other jurisdictions are `wrongJurisdiction`, not foreign. */
export interface RestrictedNamespace {
  /** The namespace itself, not the subnamespace. */
  readonly namespace: BoundNamespace;
  /** The name of the jurisdiction, such as `eu`. */
  readonly jurisdiction: string;
}

/** The namespaces of a handler, by their names in verdicts. */
export type BoundNamespaces = Readonly<Record<string, BoundNamespace | RestrictedNamespace>>;

/** 64 hex digits of either case. */
const WELL_FORMED = /^[0-9a-f]{64}$/i;

/** Judges IDs by whether bindings accept them. */
export class BindingJudge {
  /** In the order in which they are tried. */
  readonly names: readonly string[];
  readonly #restricted: readonly (readonly [BoundNamespace, jurisdiction: string | undefined])[];

  /** @throws TypeError (`ERR_DO_ARGUMENT`) unless there is at least one namespace, and all values are namespaces */
  constructor(namespaces: BoundNamespaces) {
    const entries = Object.entries(namespaces);
    if (entries.length === 0) throw typeError(ErrorCode.argument, "`namespaces` must return at least one namespace.");
    this.names = entries.map(([name]) => name);
    this.#restricted = entries.map(([name, value]) => {
      const [namespace, jurisdiction] = isRestricted(value)
        ? ([value.namespace, value.jurisdiction] as const)
        : ([value, undefined] as const);
      if (typeof namespace?.idFromString === "function") return [namespace, jurisdiction];
      throw typeError(
        ErrorCode.argument,
        `\`namespaces\` must return only Durable Object namespaces; ${name} is something else.`,
      );
    });
  }

  /**
   * Returns the outcome for an ID: it belongs to the first namespace in which it is valid. If it is valid in none, but a
   * restricted namespace accepts it in another jurisdiction, it is `wrongJurisdiction`.
   */
  judge(id: string): Outcome {
    if (!WELL_FORMED.test(id)) return { verdict: "malformed" };
    let elsewhere: Outcome | undefined;
    for (const [index, [namespace, wanted]] of this.#restricted.entries()) {
      const found = accept(namespace, id);
      if (found === undefined) continue;
      const { jurisdiction } = found;
      if (wanted === undefined || jurisdiction === wanted) return { verdict: "valid", namespace: index, jurisdiction };
      elsewhere ??= { verdict: "wrongJurisdiction", namespace: index, jurisdiction };
    }
    return elsewhere ?? { verdict: "foreign" };
  }
}

function isRestricted(value: BoundNamespace | RestrictedNamespace): value is RestrictedNamespace {
  return typeof value === "object" && value !== null && "namespace" in value && "jurisdiction" in value;
}

function accept(namespace: BoundNamespace, id: string): BoundId | undefined {
  try {
    return namespace.idFromString(id);
  } catch {
    return undefined;
  }
}
