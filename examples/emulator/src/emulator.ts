import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DurableObjectNamespace, packId, unpackId } from "durable-id";
import { localObject } from "durable-id/local";
import { AlarmClock } from "./alarm-clock.js";
import { bundleWorker } from "./bundle.js";
import { readConfig, type WorkerConfig } from "./config.js";
import type { HttpRequest } from "./http.js";
import type { Answer, Invocation, MainFunctions, ThreadData } from "./protocol.js";
import { Thread } from "./thread.js";

/** The objects of a class. */
interface Namespace {
  readonly ids: DurableObjectNamespace;
  readonly clock: AlarmClock;
}

/** Runs a Worker and its Durable Objects: a thread for the Worker, and one for each object that has been called. */
export class Emulator {
  readonly #config: WorkerConfig;
  readonly #state: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "emulator-"));
  readonly #bundle = join(this.#folder, "worker.mjs");
  readonly #namespaces = new Map<string, Namespace>();
  /** By the object's file; the key of the Worker's own thread is undefined. */
  readonly #threads = new Map<string | undefined, Thread>();

  private constructor(config: WorkerConfig, state: string) {
    this.#config = config;
    this.#state = state;
  }

  /**
   * Starts a Worker.
   * @param configFile `wrangler.jsonc`
   * @param state the state folder, such as `.wrangler/state/v3`
   */
  static async start(configFile: string, state: string): Promise<Emulator> {
    const { main, worker } = readConfig(configFile);
    const emulator = new Emulator(worker, state);
    await bundleWorker(main, emulator.#bundle);
    for (const { uniqueKey } of worker.namespaces) emulator.#openNamespace(uniqueKey);
    return emulator;
  }

  /** Lets the Worker answer a request. */
  fetch(request: HttpRequest): Promise<Answer> {
    return this.#thread(undefined).invoke({ kind: "fetch", request });
  }

  /** Ends all threads. No data is lost: everything that an object has stored is in its file. */
  async close(): Promise<void> {
    for (const { clock } of this.#namespaces.values()) clock.close();
    await Promise.all([...this.#threads.values()].map((thread) => thread.end()));
    rmSync(this.#folder, { recursive: true });
  }

  #openNamespace(uniqueKey: string): void {
    const ids = new DurableObjectNamespace({ uniqueKey });
    const folder = join(this.#state, "do", uniqueKey);
    mkdirSync(folder, { recursive: true });
    const clock = new AlarmClock(join(folder, "metadata.sqlite"), async (id, retryCount) => {
      const packed = packId(ids.idFromString(id));
      return "result" in (await this.#invoke(uniqueKey, packed, { kind: "alarm", retryCount }));
    });
    this.#namespaces.set(uniqueKey, { ids, clock });
  }

  /** Runs a task in an object. Its thread starts at the first call. */
  async #invoke(uniqueKey: string, id: Uint8Array, invocation: Invocation): Promise<Answer> {
    const namespace = this.#namespaces.get(uniqueKey);
    if (namespace === undefined) throw new RangeError(`The Worker has no namespace "${uniqueKey}".`);
    const digits = String(unpackId(namespace.ids, id)); // throws for an ID of another namespace
    const { path } = localObject({ kind: "do", uniqueKey, id: digits });
    const object = { uniqueKey, id, file: join(this.#state, path) };
    return this.#thread(object, (time) => namespace.clock.set(digits, time)).invoke(invocation);
  }

  #thread(object: ThreadData["object"], setAlarm: MainFunctions["setAlarm"] = () => {}): Thread {
    const running = this.#threads.get(object?.file);
    if (running !== undefined) return running;
    const invoke: MainFunctions["invoke"] = (...call) => this.#invoke(...call);
    const data = { bundle: this.#bundle, worker: this.#config, object };
    const thread = new Thread(data, { invoke, setAlarm }, () => this.#threads.delete(object?.file));
    this.#threads.set(object?.file, thread);
    return thread;
  }
}
