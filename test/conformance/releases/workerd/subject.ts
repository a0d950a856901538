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
import { CHANGES } from "./changes.js";
import { RELEASES } from "./releases.js";
import { askVectors } from "./vectors.js";

const ROOMS = { binding: "rooms", uniqueKey: PROBE_KEYS.rooms };

/** workerd itself: all probes of IDs and of objects, and all vectors. */
export const workerd: Subject = {
  name: "workerd",
  releases: RELEASES,
  changes: CHANGES,
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
  const hosted = await hostedOutcomes;
  return OBJECT_PROBES.map(({ name, is }, i) => ({
    question: `objects: ${name}`,
    expected: is === undefined ? hosted[i] : expectedOf(is),
    answer: answers[i],
  }));
}

/** What `host` answers: some probes have no other expectation. */
const hostedOutcomes = (async () => {
  const env = host({ rooms: roomClass(Object as RoomBase) }, { uniqueKeys: { rooms: ROOMS.uniqueKey } });
  return objectOutcomesOf(OBJECT_PROBES, { rooms: env.rooms as unknown as AnyNamespace });
})();

/** workerd's side of an expectation. */
function expectedOf(is: string | Difference): string {
  return typeof is === "string" ? is : is.workerd;
}
