import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MemoryDirectory, type NamespaceRegistration, type ObjectRecord } from "../../src/directory.js";
import * as host from "../../src/host.js";
import * as lib from "../../src/index.js";
import * as local from "../../src/local.js";
import { makeApi } from "../rest/support.js";
import { is, listing, outcome } from "./looks.js";
import { PeerObject } from "./objects.js";

type Step = readonly [receiver: string, member: string, ...args: unknown[]];

/** A case of a peer's tests: README.md says what the members mean. */
export interface PeerCase {
  readonly id: string;
  readonly source: string;
  readonly test?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly listed?: readonly {
    readonly namespace: NamespaceRegistration;
    readonly objects?: readonly ObjectRecord[];
  }[];
  readonly do: Readonly<Record<string, Step>>;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly code?: string;
  readonly ours?: Readonly<Record<string, unknown>>;
  readonly why?: string;
}

/**
 * Takes the steps of a case.
 * @param folder an empty one
 * @returns the outcomes of the steps that the case expects something of, and the code of the last error
 */
export async function runCase(peerCase: PeerCase, folder: string) {
  const known = new Map<string, unknown>(Object.entries(await makeScope(peerCase, folder)));
  const outcomes = new Map<string, unknown>();
  let code: unknown;
  for (const [result, step] of Object.entries(peerCase.do)) {
    if (!known.has(step[0])) {
      outcomes.set(result, "not reached");
      continue;
    }
    try {
      known.set(result, await take(step, known));
      outcomes.set(result, outcome(known.get(result)));
    } catch (error) {
      outcomes.set(result, `throws ${error instanceof Error ? error.constructor.name : typeof error}`);
      code = Object(error).code;
    }
  }
  return { outcomes: Object.fromEntries(Object.keys(peerCase.expect).map((name) => [name, outcomes.get(name)])), code };
}

async function take([receiver, member, ...args]: Step, known: ReadonlyMap<string, unknown>): Promise<unknown> {
  const target = Object(known.get(receiver));
  const found: unknown = Reflect.get(target, member);
  if (typeof found !== "function") return found;
  return Reflect.apply(
    found,
    target,
    args.map((arg) => resolveReferences(arg, known)),
  );
}

async function makeScope({ with: uniqueKeys = {}, files = [], listed = [] }: PeerCase, folder: string) {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
  const directory = new MemoryDirectory();
  for (const { namespace, objects = [] } of listed) await directory.record(directory.add(namespace).id, objects);
  const classes = Object.fromEntries(Object.keys(uniqueKeys).map((binding) => [binding, PeerObject]));
  return {
    lib,
    host,
    local,
    is,
    api: listing(makeApi(directory)),
    state: folder,
    ...host.host(classes, { uniqueKeys }),
  };
}

function resolveReferences(arg: unknown, known: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(arg)) return arg.map((each) => resolveReferences(each, known));
  return typeof arg === "string" && arg.startsWith("$") ? known.get(arg.slice(1)) : arg;
}
