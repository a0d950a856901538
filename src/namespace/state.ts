import type { Engine, EngineChoice, PreparedNamespace } from "../engine/types.js";
import { argumentError, typeError } from "../format/errors.js";
import { JurisdictionTable, UNRESTRICTED } from "../format/jurisdiction.js";
import { checkRootKey, deriveRootKey, NamespaceKeys } from "../format/key.js";
import { NamedIds } from "./named-ids.js";
import type { Connect, NamespaceChanges, NamespaceKey, NamespaceOptions } from "./options.js";

/** The state of a namespace, for the layers above it. */
export interface NamespaceState<Stub = unknown> {
  readonly keys: NamespaceKeys;
  /** Whether it was created with a secret `key` instead of a `uniqueKey`, which is not secret. */
  readonly isSecret: boolean;
  readonly engine: Engine;
  readonly prepared: PreparedNamespace;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly connect: Connect<Stub> | undefined;
  /** The IDs of names, in all jurisdictions. */
  readonly named: NamedIds;
  /** The code of the jurisdiction that a subnamespace is restricted to; 0 if it is unrestricted. */
  readonly code: number;
}

/** Creates the state of a namespace from options. @throws TypeError or RangeError, as its constructor does */
export function openNamespace<Stub>(
  options: NamespaceOptions<Stub>,
  selectEngine: (choice?: EngineChoice) => Engine,
): NamespaceState<Stub> {
  const keys = new NamespaceKeys(rootKey(options), new JurisdictionTable(options.jurisdictions));
  const engine = selectEngine(options.engine);
  requireFunctions(options);
  const prepared = engine.prepare(keys);
  return {
    keys,
    isSecret: options.key !== undefined,
    engine,
    prepared,
    randomBytes: options.randomBytes ?? cryptoRandomBytes,
    connect: options.connect ?? undefined,
    named: new NamedIds(prepared, keys.jurisdictions),
    code: UNRESTRICTED,
  };
}

/** Creates the state of the same namespace with other settings. @throws TypeError (`ERR_DO_ARGUMENT`), as `with` does */
export function changedState<Stub, NewStub>(
  state: NamespaceState<Stub>,
  changes: NamespaceChanges<NewStub>,
): NamespaceState<NewStub> {
  if (typeof changes !== "object" || changes === null) {
    throw argumentError("with", "DurableObjectNamespace", 1, "NamespaceChanges");
  }
  requireFunctions(changes);
  return {
    ...state,
    randomBytes: changes.randomBytes ?? state.randomBytes,
    // Without a new `connect`, `NewStub` is `Stub`, as the overloads of `with` declare.
    connect: changes.connect ?? (state.connect as Connect<unknown> as Connect<NewStub>),
  };
}

/** @throws TypeError (`ERR_DO_ARGUMENT`) for an option that is not a function */
function requireFunctions(options: NamespaceChanges<unknown>): void {
  for (const option of ["randomBytes", "connect"] as const) {
    const value: unknown = options[option];
    if (value == null || typeof value === "function") continue;
    throw typeError("ERR_DO_ARGUMENT", `A namespace's \`${option}\` must be a function, not ${typeof value}.`);
  }
}

/** @throws TypeError or RangeError (`ERR_DO_KEY`) */
function rootKey(options: NamespaceKey): Uint8Array {
  const { uniqueKey, key }: { uniqueKey?: unknown; key?: Uint8Array | undefined } = options ?? {};
  if (key === undefined && typeof uniqueKey === "string") return deriveRootKey(uniqueKey);
  if (key !== undefined && uniqueKey === undefined) return checkRootKey(key);
  throw typeError("ERR_DO_KEY", "Expected exactly one of `uniqueKey`, a string, and `key`, a Uint8Array.");
}

function cryptoRandomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
