import type { EngineName } from "../../engine/types.js";
import type { Contender } from "./contender.js";

/** The methods of a namespace that are measured. */
export interface Namespace {
  idFromString(digits: string): { toString(): string };
  idFromName(name: string): { toString(): string };
  tryIdFromString(digits: string): { toString(): string } | undefined;
}

/** The exports of the library that are measured: passed in, so that a page or a Worker can measure the installed package. */
export interface Library<N extends Namespace> {
  readonly DurableObjectNamespace: new (options: { uniqueKey: string; engine: EngineName }) => N;
  readonly createValidator: (namespaces: readonly N[]) => {
    check(ids: readonly string[]): { readonly verdicts: Uint8Array };
  };
  readonly idsFromNames: (namespace: N, names: readonly string[]) => string[];
}

/** A contender: the library with one of its engines. */
export function libraryContender<N extends Namespace>(
  { DurableObjectNamespace, createValidator, idsFromNames }: Library<N>,
  engine: EngineName,
  uniqueKey: string,
): Contender {
  const namespace = new DurableObjectNamespace({ uniqueKey, engine });
  const validator = createValidator([namespace]);
  return {
    id: engine,
    label: engine === "wasm" ? "WASM engine" : "pure engine",
    answer: ({ strings, names }) => ({
      verdicts: [...validator.check(strings).verdicts],
      idFromString: strings.map((string) => namespace.tryIdFromString(string)?.toString() ?? null),
      idFromName: names.map((name) => namespace.idFromName(name).toString()),
      idsFromNames: idsFromNames(namespace, names),
    }),
    passes: ({ ids, names }) => ({
      verdicts: { operations: ids.length, run: () => validator.check(ids) },
      idFromString: {
        operations: ids.length,
        run: () => {
          for (const id of ids) namespace.idFromString(id);
        },
      },
      idFromName: {
        operations: names.length,
        run: () => {
          // A new namespace for each pass, because it caches the IDs of repeated names.
          const fresh = new DurableObjectNamespace({ uniqueKey, engine });
          for (const name of names) fresh.idFromName(name);
        },
      },
      idsFromNames: { operations: names.length, run: () => idsFromNames(namespace, names) },
    }),
  };
}
