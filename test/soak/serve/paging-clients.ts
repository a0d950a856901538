import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { quote } from "../../../src/text/printable.js";
import type { SeededRandom } from "../../../support/random.js";
import type { Faults } from "../faults.js";
import type { Ledger } from "./ledger.js";
import { ask, type Excuse, PATHS, type ReadBody } from "./requests.js";
import type { Served } from "./served.js";

/** What all clients of a soak know. */
export interface Surroundings {
  readonly served: Served;
  readonly ledgers: readonly Ledger[];
  readonly token: string;
  readonly faults: Faults;
  readonly random: SeededRandom;
  /** Aborted when clients are to end. */
  readonly stop: AbortSignal;
}

/** Limits of pages, about: most are small. */
const PAGES = [100, 100, 100, 1000] as const;
/** Requests of which one is no page of objects. */
const TURNS = 20;

/** Clients that page through namespaces again and again, with other requests now and then, and judge every answer. */
export class PagingClients {
  readonly #surroundings: Surroundings;
  readonly #agent: Agent;
  /** Answers that were judged. */
  answers = 0;
  /** Namespaces that were paged through to their ends. */
  walks = 0;
  /** Requests that the end of the server cut off. */
  cutOff = 0;
  /** Requests on a connection that the server had taken for idle. */
  resets = 0;

  constructor(surroundings: Surroundings, count: number) {
    this.#surroundings = surroundings;
    this.#agent = new Agent({ keepAlive: true, maxSockets: count });
  }

  /** One client; resolves when it is to end. */
  async run(): Promise<void> {
    const { ledgers, random, faults, stop } = this.#surroundings;
    while (!stop.aborted) {
      try {
        await this.#walk(random.pick(ledgers), 10 + random.below(random.pick(PAGES)));
      } catch (error) {
        faults.add(`a request failed: ${error instanceof Error ? error.message : String(error)}`);
        await sleep(100);
      }
    }
  }

  /** Closes the connections. */
  close(): void {
    this.#agent.destroy();
  }

  /** Pages through a namespace. A client whose request is cut off asks for the same page again. */
  async #walk(ledger: Ledger, limit: number): Promise<void> {
    const { random, stop } = this.#surroundings;
    let place = { after: "", cursor: "" };
    while (!stop.aborted) {
      if (random.below(TURNS) === 0) await this.#askOther(ledger);
      const next = await this.page(ledger, limit, place);
      if (next === undefined) await sleep(random.below(100));
      else if (next.cursor === "") {
        this.walks++;
        return;
      } else place = next;
    }
  }

  /** Asks for a page and judges it. @returns where the next one starts; `undefined` if there was no answer */
  async page(ledger: Ledger, limit: number, { after, cursor }: { after: string; cursor: string }, readBody?: ReadBody) {
    const { served, token, faults } = this.#surroundings;
    const { committed } = ledger;
    const path = PATHS.objects(ledger.uniqueKey, limit, cursor);
    const answer = await ask(served, this.#agent, path, token, readBody);
    if (typeof answer === "string") return this.#excuse(answer);
    this.answers++;
    const { result: objects = [], result_info } = answer.body;
    const next = result_info?.cursor ?? "";
    if (answer.status !== 200) faults.add(`${answer.status} for ${path}: ${quote(JSON.stringify(answer.body))}`);
    const page = { objects, after, isLast: next === "" };
    const fault = page.objects.length > limit ? "more objects than asked for" : ledger.faultOf(page, committed);
    if (fault !== undefined) faults.add(`${path}: ${fault}`);
    return {
      after: page.objects.at(-1)?.id ?? after,
      cursor: answer.status === 200 && fault === undefined ? next : "",
    };
  }

  #excuse(excuse: Excuse): undefined {
    if (excuse === "killed") this.cutOff++;
    else this.resets++;
  }

  /** A request without a page of objects: a mistake, the list of namespaces, or a count. */
  async #askOther(ledger: Ledger): Promise<void> {
    const { served, token, faults, ledgers, random } = this.#surroundings;
    const { committed } = ledger;
    const [path, status, credentials] = random.pick([
      [PATHS.objects("nope", 10, ""), 404, token],
      [PATHS.namespaces, 401, "wrong"],
      [PATHS.namespaces, 200, token],
      [PATHS.count(ledger.uniqueKey), 200, token],
    ] as const);
    const answer = await ask(served, this.#agent, path, credentials);
    if (typeof answer === "string") return this.#excuse(answer);
    this.answers++;
    const { success = true, result_info, total } = answer.body;
    if (answer.status !== status || success !== (status === 200)) faults.add(`${answer.status} for ${path}`);
    const namespaces = result_info?.total_count ?? ledgers.length;
    if (namespaces !== ledgers.length) faults.add(`${namespaces} namespaces are listed`);
    const fault = total === undefined ? undefined : ledger.faultOfCount(total, committed);
    if (fault !== undefined) faults.add(`${path}: ${fault}`);
  }
}
