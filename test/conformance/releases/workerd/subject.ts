import { host } from "../../../../src/host/host.js";
import { npm } from "../../../../support/packed/npm.js";
import { folderOf } from "../../../../support/runtimes/fetched.js";
import { type WorkerdOptions, withWorkerd, workerdPackage } from "../../../../support/workerd/runtime.js";
import { objectOutcomesOf } from "../../objects/probe.js";
import { OBJECT_PROBES } from "../../objects/probes/index.js";
import { type RoomBase, roomClass } from "../../objects/room.js";
import { type AnyNamespace, type Difference, PROBE_KEYS } from "../../probe.js";
import { PROBES } from "../../probes/index.js";
import type { Answer, Subject } from "../subject.js";
import { askVectors } from "./vectors.js";

const ROOMS = { binding: "rooms", uniqueKey: PROBE_KEYS.rooms };

/** workerd itself: all probes of IDs and of objects, and all vectors. */
export const workerd: Subject = {
  newest: async () => npm(".", "view", "workerd", "version").trim(),
  async ask(version) {
    const release = workerdPackage(folderOf("workerd", { label: `workerd ${version}`, package: "workerd", version }));
    return [...(await askIds(release)), ...(await askObjects(release)), ...(await askVectors(release))];
  },
};

type Package = NonNullable<WorkerdOptions["release"]>;

async function askIds(release: Package): Promise<Answer[]> {
  const namespaces = Object.entries(PROBE_KEYS).map(([binding, uniqueKey]) => ({ binding, uniqueKey }));
  const options = { entry: "test/conformance/worker.ts", namespaces, release };
  const answers = await withWorkerd(options, (running) => running.ask<string[]>("/probes"));
  return PROBES.map(({ name, is }, i) => ({
    question: `IDs: ${name}`,
    expected: expectedOf(is),
    answer: answers[i],
  }));
}

async function askObjects(release: Package): Promise<Answer[]> {
  const options = {
    entry: "test/conformance/objects/worker.ts",
    namespaces: [{ ...ROOMS, sqlite: true }],
    release,
  };
  const answers = await withWorkerd(options, (running) => running.ask<string[]>("/"));
  hosted ??= hostedOutcomes();
  const outcomes = await hosted;
  return OBJECT_PROBES.map(({ name, is }, i) => ({
    question: `objects: ${name}`,
    expected: is === undefined ? outcomes[i] : expectedOf(is),
    answer: answers[i],
  }));
}

/** What `DurableObject` of `cloudflare:workers` is to the class. */
class Base {}

/** What `host` answers, once it was asked: some probes have no other expectation. */
let hosted: Promise<string[]> | undefined;

async function hostedOutcomes(): Promise<string[]> {
  const env = host({ rooms: roomClass(Base as RoomBase) }, { uniqueKeys: { rooms: ROOMS.uniqueKey } });
  return objectOutcomesOf(OBJECT_PROBES, { rooms: env.rooms as unknown as AnyNamespace });
}

/** workerd's side of an expectation. */
function expectedOf(is: string | Difference): string {
  return typeof is === "string" ? is : is.workerd;
}
