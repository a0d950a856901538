import { setTimeout as sleep } from "node:timers/promises";
import type { SeededRandom } from "../../../support/random.js";
import type { Faults } from "../faults.js";
import { watchLog } from "./database.js";
import { killServer, killWriters } from "./kills.js";
import { faultOfMemory, type MemoryFigures, watchMemory } from "./memory.js";
import { PagingClients } from "./paging-clients.js";
import { RudeClients } from "./rude-clients.js";
import type { Served } from "./served.js";
import type { Writing } from "./writing.js";

const CLIENTS = 200;
/** Of each kind of rude client: with the others they are fewer than the 256 connections that the server takes. */
const RUDE = 7;
/** Milliseconds in which the server must have closed what nobody uses any more: it waits for 15 s. */
const LONGEST_DRAIN = 60_000;
/** Milliseconds in which all clients must have come back to a server that was killed. */
const LONGEST_ARRIVAL = 300_000;
/** The share of the time in which the server is killed. Then it lives on, and its memory is watched. */
const KILLED_SHARE = 0.4;

/** What a soak of a server is given. */
export interface SoakOptions {
  readonly db: string;
  readonly token: string;
  readonly milliseconds: number;
  readonly random: SeededRandom;
  readonly faults: Faults;
}

/** Lets clients, writers and kills loose on a server that has been started, and ends it in the end. */
export async function runAll(
  served: Served,
  writings: readonly Writing[],
  { db, token, milliseconds, random, faults }: SoakOptions,
): Promise<void> {
  const clientsEnd = new AbortController();
  const writersEnd = new AbortController();
  const ledgers = writings.map(({ ledger }) => ledger);
  const surroundings = { served, ledgers, token, faults, random, stop: clientsEnd.signal };
  const paging = new PagingClients(surroundings, CLIENTS + RUDE);
  const rude = new RudeClients(surroundings, paging);
  const before = { descriptors: served.descriptors(), objects: sizeOf(writings) };
  const kills = Math.max(2, Math.round(milliseconds / 60_000));
  try {
    const log = watchLog(db, writersEnd.signal, faults);
    const writers = [
      ...writings.map((writing) => writing.run(writersEnd.signal, faults)),
      killWriters(writings, random, writersEnd.signal),
    ];
    const clients = [
      ...times(CLIENTS, () => paging.run()),
      ...times(RUDE, () => rude.readSlowly()),
      ...times(RUDE, (i) => rude.hardlyRead(10 * (i % 2))),
      ...times(RUDE, () => rude.sendHalf("")),
      ...times(RUDE, () => rude.sendHalf("GET /client/v4/accounts HTTP/1.1\r\nHost: local")),
    ];
    const start = Date.now();
    await killServer(served, kills, milliseconds * KILLED_SHARE, random);
    await untilTrue(() => served.descriptors() >= before.descriptors + CLIENTS, LONGEST_ARRIVAL);
    const memory = await watchMemory(served, milliseconds * (1 - KILLED_SHARE));
    const seconds = Math.round((Date.now() - start) / 1000);
    clientsEnd.abort();
    await Promise.all(clients);
    paging.close();
    writersEnd.abort();
    await Promise.all(writers);
    const memoryFault = faultOfMemory(memory);
    if (memoryFault !== undefined) faults.add(memoryFault);
    await untilTrue(() => rude.half === 0 && served.descriptors() <= before.descriptors, LONGEST_DRAIN);
    const after = served.descriptors();
    if (after > before.descriptors) faults.add(`${after} descriptors are open, and ${before.descriptors} at first`);
    if (rude.half > 0) faults.add(`${rude.half} connections with nothing or half a request are never closed`);
    rude.close();
    const code = await served.stop();
    if (code !== 0) faults.add(`the server ended with ${code}`);

    console.log(
      `serve: ${figure(CLIENTS)} clients for ${seconds} s: ${figure(paging.answers)} answers, all judged, ${Math.round(paging.answers / seconds)} a second; ${figure(paging.walks)} namespaces paged through; ${figure(faults.count)} faults
  rude clients: ${figure(rude.slowPages)} pages of 10,000 objects read slowly, ${figure(rude.unread)} connections that hardly read, ${figure(rude.givenUp)} with half a request that the server closed
  written meanwhile: ${figure(sizeOf(writings) - before.objects)} objects in ${writings.map(({ ledger }) => figure(ledger.committed + 1)).join(" + ")} batches (record + import + pull)
  killed: the server ${kills} times (${figure(paging.cutOff)} requests cut off, ${figure(paging.resets)} on connections that it took for idle), the writers ${writings.map(({ kills }) => kills).join(" + ")} times
  memory once warm, and ${memory.seconds} s later: ${describe(memory.warm)}; ${describe(memory.end)}
  descriptors: ${before.descriptors} before, ${after} after; the write-ahead log had at most ${((await log) / 2 ** 20).toFixed(0)} MiB`,
    );
  } finally {
    clientsEnd.abort();
    writersEnd.abort();
    rude.close();
  }
}

/** Waits for a condition, for so many milliseconds at most. */
async function untilTrue(condition: () => boolean, milliseconds: number): Promise<void> {
  for (const end = Date.now() + milliseconds; Date.now() < end && !condition(); ) await sleep(200);
}

function times<Result>(count: number, make: (index: number) => Result): Result[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function sizeOf(writings: readonly Writing[]): number {
  return writings.reduce((sum, { ledger }) => sum + ledger.size, 0);
}

function describe({ resident, heap }: MemoryFigures): string {
  return `${resident.toFixed(0)} MB resident, ${heap.toFixed(1)} MB of heap after a collection`;
}

/** A number for people. */
export function figure(value: number): string {
  return value.toLocaleString("en-US");
}
