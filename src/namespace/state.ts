import { selectEngine } from "../engine/select.js";
import type { Engine, PreparedNamespace } from "../engine/types.js";
import { ErrorCode, typeError } from "../format/errors.js";
import { JurisdictionTable, UNRESTRICTED } from "../format/jurisdiction.js";
import { NamespaceKeys, rootKeyFrom, rootKeyOf } from "../format/key.js";
import type { Connect, NamespaceKey, NamespaceOptions } from "./options.js";

/** What a namespace is to the layers above it. */
export interface NamespaceState<Stub = unknown> {
  readonly keys: NamespaceKeys;
  /** Whether it was made with a secret `key`, and not with a `uniqueKey`, which is not secret. */
  readonly isSecret: boolean;
  readonly engine: Engine;
  readonly prepared: PreparedNamespace;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly connect: Connect<Stub> | undefined;
  /** The code of the jurisdiction that a subnamespace is restricted to; 0 where it is none. */
  readonly code: number;
}

/** The state of a namespace that is made with options. @throws TypeError or RangeError, as its constructor does */
export function openNamespace<Stub>(options: NamespaceOptions<Stub>): NamespaceState<Stub> {
  if (typeof options !== "object" || options === null) throw keyError("A namespace is made with options");
  const keys = new NamespaceKeys(rootKey(options), new JurisdictionTable(options.jurisdictions));
  const engine = selectEngine(options.engine);
  requireFunction("randomBytes", options.randomBytes);
  requireFunction("connect", options.connect);
  return {
    keys,
    isSecret: options.key !== undefined,
    engine,
    prepared: engine.prepare(keys),
    randomBytes: options.randomBytes ?? cryptoRandomBytes,
    connect: options.connect ?? undefined,
    code: UNRESTRICTED,
  };
}

/** @throws TypeError (`ERR_DO_ARGUMENT`) for an option that is there, and can't be called */
function requireFunction(option: "randomBytes" | "connect", value: unknown): void {
  if (value == null || typeof value === "function") return;
  throw typeError(ErrorCode.argument, `A namespace's \`${option}\` must be a function, not ${typeof value}.`);
}

function rootKey({ uniqueKey, key }: NamespaceKey): Uint8Array {
  if (key === undefined) {
    if (typeof uniqueKey === "string") return rootKeyOf(uniqueKey);
    throw keyError(`A namespace's \`uniqueKey\` must be a string, not ${typeof uniqueKey}`);
  }
  if (uniqueKey === undefined) return rootKeyFrom(key);
  throw keyError("A namespace can't have both");
}

function keyError(fault: string): TypeError {
  return typeError(ErrorCode.key, `${fault}: exactly one of \`uniqueKey\` and \`key\` is wanted.`);
}

function cryptoRandomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
