import { randomBytes } from "node:crypto";
import { DurableObjectNamespace } from "durable-id";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { PageView, Rejection } from "../src/sort.js";
import { RunningWorker, SESSIONS } from "./running-worker.js";

const key = randomBytes(32);
const ours = new DurableObjectNamespace({ key });
const theirs = new DurableObjectNamespace({ key: randomBytes(32) });
let worker: RunningWorker;

beforeAll(async () => {
  worker = await RunningWorker.start(key.toString("hex"));
}, 60_000);

afterAll(() => worker?.stop());

/** The rejections for pages whose path starts like this, sorted by page. */
async function rejectionsOf(start: string): Promise<Rejection[]> {
  const all = (await worker.ask("GET", "/rejections")) as Rejection[];
  return all.filter(({ page }) => page.startsWith(start)).sort((a, b) => a.page.localeCompare(b.page));
}

it("uses the WASM engine in workerd", async () => {
  expect(await worker.ask("GET", "/engine")).toBe("wasm");
});

it("forwards only page views of valid sessions to their objects", async () => {
  const made = (await worker.ask("POST", "/sessions")) as string;
  const other = String(ours.newUniqueId());
  const foreign = String(theirs.newUniqueId());
  const wrongDigit = made.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
  const views: PageView[] = [
    { session: made, page: "/a1" },
    { session: "", page: "/a2" },
    { session: foreign, page: "/a3" },
    { session: other, page: "/a4" },
    { session: wrongDigit, page: "/a5" },
    { session: made.toUpperCase(), page: "/a6" },
    { session: ` ${made}`, page: "/a7" },
    { session: "x".repeat(64), page: "/a8" },
  ];
  expect(await worker.ask("POST", "/views", views)).toBe(views.length);

  const wait = { timeout: 15_000, interval: 200 };
  await vi.waitFor(async () => expect(await worker.ask("GET", `/sessions/${made}`)).toEqual(["/a1", "/a6"]), wait);
  await vi.waitFor(async () => expect(await worker.ask("GET", `/sessions/${other}`)).toEqual(["/a4"]), wait);
  await vi.waitFor(async () => expect(await rejectionsOf("/a")).toHaveLength(5), wait);
  expect(await rejectionsOf("/a")).toEqual([
    { session: "", page: "/a2", verdict: "malformed" },
    { session: foreign, page: "/a3", verdict: "foreign" },
    { session: wrongDigit, page: "/a5", verdict: "foreign" },
    { session: ` ${made}`, page: "/a7", verdict: "malformed" },
    { session: "x".repeat(64), page: "/a8", verdict: "malformed" },
  ]);
  const objects = new DurableObjectNamespace({ uniqueKey: SESSIONS });
  expect(await worker.objects()).toEqual([made, other].map((name) => String(objects.idFromName(name))).sort());
}, 40_000);

it("sorts 1,000 page views, of which every tenth is forged", async () => {
  const sessions = Array.from({ length: 20 }, (_, i) => String(ours.idFromName(`session ${i}`)));
  const views = Array.from({ length: 1000 }, (_, i) => ({
    session: i % 10 === 7 ? String(theirs.newUniqueId()) : sessions[i % 20],
    page: `/b${i}`,
  }));
  await worker.ask("POST", "/views", views);

  const wait = { timeout: 30_000, interval: 500 };
  await vi.waitFor(async () => expect(await rejectionsOf("/b")).toHaveLength(100), wait);
  const seen = async () => Promise.all(sessions.map((session) => worker.ask("GET", `/sessions/${session}`)));
  const good = (session: string) => views.filter((view) => view.session === session).map(({ page }) => page);
  await vi.waitFor(async () => expect((await seen()).flat()).toHaveLength(900), wait);
  expect((await seen()).map((pages) => (pages as string[]).sort())).toEqual(sessions.map((s) => good(s).sort()));
}, 90_000);

it("puts only well-formed page views into the queue", async () => {
  const good = { session: String(ours.newUniqueId()), page: "/c" };
  for (const views of [{}, [null], [{ session: 1, page: "/" }], [good, { ...good, session: "x".repeat(101) }]]) {
    expect(await worker.ask("POST", "/views", views)).toBe("no page views");
  }
});
