import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StateDirectory } from "../../../../src/directory.js";
import { createListingApi } from "../../../../src/rest.js";
import { listen } from "../../../../src/serve/http.js";
import { makeState, UNIQUE_KEY } from "../../../../support/make-state.js";

/** More than two pages of the default size. */
const OBJECTS = 2_500;

/** A state folder that a real Miniflare wrote, and objects that have data and that have none. */
const FIXTURE = "test/local/fixtures/5.20261117.0-beta";

/** The fixture's objects: two with stored data, and one without. */
const OWN = [
  "abd6504224beda813dc7b33bd0ed22c8653483ff2ae1b8abfa39d825b84c19b9",
  "e75a3d5979fabec2596fee4d86e2e3e38e7a7c14e83c0bff53670d30ce1e70a3",
];
const IDLE = "befc63671285711ff1c4e9cc652303523e8464e59d78e4bedceae1f61d3e75e6";

/** What is served: the namespaces, and one of them with its objects. */
export interface Served {
  /** For the environment of a program: `BASE_URL`, credentials, and what to ask for. */
  readonly env: Readonly<Record<string, string>>;
  readonly namespaces: readonly Readonly<Record<string, unknown>>[];
  /** Each object's ID, and whether it has stored data, in the order of the IDs. */
  readonly objects: readonly (readonly [id: string, hasStoredData: boolean])[];
}

const ENV = {
  TOKEN: "test-token-0123456789",
  EMAIL: "someone@example.com",
  KEY: "0123456789abcdef0123456789abcdef01234",
  ACCOUNT: "023e105f4ecef8ad9ca31a8372d0c353",
  OTHER_ACCOUNT: "f23e105f4ecef8ad9ca31a8372d0c353",
  NAMESPACE: UNIQUE_KEY,
};

let opened: Promise<Served & { close(): Promise<void> }> | undefined;

/** Serves a state folder, until {@link closeServedState}: the same one to every release that is asked. */
export function servedState(): Promise<Served> {
  opened ??= serveState();
  return opened;
}

/** Ends the server, if there is one, and removes the folder. */
export async function closeServedState(): Promise<void> {
  const open = await opened;
  opened = undefined;
  await open?.close();
}

async function serveState(): Promise<Served & { close(): Promise<void> }> {
  const state = mkdtempSync(join(tmpdir(), "durable-id-sdks-"));
  cpSync(join(FIXTURE, "state"), state, { recursive: true });
  const ids = [...makeState(state, OBJECTS), ...OWN, IDLE].sort();
  const directory = await StateDirectory.open(state, {
    describe: (uniqueKey) => ({ useSqlite: uniqueKey === "my-worker-Board" }),
  });
  const auth = { tokens: [ENV.TOKEN], keys: [{ email: ENV.EMAIL, key: ENV.KEY }] };
  const server = await listen(createListingApi({ directory, auth, accountId: ENV.ACCOUNT }), 0, "127.0.0.1");
  const BASE_URL = `${server.origin}/client/v4`;
  return {
    env: { ...ENV, BASE_URL },
    namespaces: [namespace("Board", true), namespace("ChatRoom", false)],
    objects: ids.map((id) => [id, id !== IDLE]),
    async close() {
      await server.close();
      await directory.close();
      rmSync(state, { recursive: true });
    },
  };
}

function namespace(name: string, useSqlite: boolean): Record<string, unknown> {
  return {
    class: name,
    id: `my-worker-${name}`,
    name: `my-worker_${name}`,
    script: "my-worker",
    use_sqlite: useSqlite,
  };
}
