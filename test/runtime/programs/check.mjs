// The check that every runtime runs, in nothing but the language and web streams: it goes into bundles as well. It throws
// at the first fault; otherwise it says which engine gave the answers, and how many there were.
import { checkRecords } from "./records.mjs";

/**
 * @param {Record<string, object>} modules what each specifier of the package gave
 * @param {object} vectors see setup.ts
 */
export async function check(modules, { workerd, jurisdiction }) {
  for (const [specifier, module] of Object.entries(modules)) {
    if (Object.keys(module).length === 0) throw new Error(`${specifier} exports nothing`);
  }
  const { DurableObjectNamespace, engineReport } = modules["durable-id"];
  const named = checkNamed(DurableObjectNamespace, workerd) + checkStrings(DurableObjectNamespace, workerd);
  const jurisdictional = checkNamed(DurableObjectNamespace, jurisdiction);
  const total = checkBulk(DurableObjectNamespace, modules["durable-id"]);
  const records = await checkRecords(DurableObjectNamespace, modules["durable-id"]);
  checkTransfer(DurableObjectNamespace, modules["durable-id"]);
  checkPrinted(DurableObjectNamespace);
  await checkHost(modules["durable-id/host"]);
  const { name, fallbackReason } = engineReport();
  const reason = fallbackReason === undefined ? "" : ` (${fallbackReason})`;
  return `engine: ${name}${reason}; vectors: ${named + jurisdictional}; bulk: ${total}; records: ${records}`;
}

/** An ID in the console of Deno, Bun and Node (from 20.16 on). */
function checkPrinted(DurableObjectNamespace) {
  const { Deno, Bun, process } = globalThis;
  const inspect = Deno?.inspect ?? Bun?.inspect ?? process?.getBuiltinModule?.("node:util").inspect;
  if (inspect === undefined) return;
  const id = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" }).idFromName("foo");
  same(inspect(id), `DurableObjectId ${id} {"name":"foo"}`, "what the console shows of an ID");
}

function checkNamed(DurableObjectNamespace, { uniqueKeys, named }) {
  const namespaces = uniqueKeys.map((uniqueKey) => new DurableObjectNamespace({ uniqueKey }));
  for (const { key, name, id, jurisdiction } of named) {
    const home = jurisdiction === undefined ? namespaces[key] : namespaces[key].jurisdiction(jurisdiction);
    same(home.idFromName(name).toString(), id, `the ID of ${JSON.stringify(name)}`);
    same(home.idFromString(id).jurisdiction, jurisdiction, `the jurisdiction of ${id}`);
  }
  return named.length;
}

function checkStrings(DurableObjectNamespace, { uniqueKeys, strings }) {
  const namespaces = uniqueKeys.map((uniqueKey) => new DurableObjectNamespace({ uniqueKey }));
  for (const { key, string, id, error, message } of strings) {
    let answer;
    try {
      answer = namespaces[key].idFromString(string).toString();
    } catch (thrown) {
      answer = `${thrown.name}: ${thrown.message}`;
    }
    same(answer, id ?? `${error}: ${message}`, `idFromString(${JSON.stringify(string)})`);
  }
  return strings.length;
}

/** 10,000 IDs: a fifth each valid here, valid there, jurisdictional, foreign and malformed. */
function checkBulk(DurableObjectNamespace, { createValidator, idsFromNames, Verdict }) {
  const [rooms, sessions, others] = ["rooms", "sessions", "others"].map(
    (uniqueKey) => new DurableObjectNamespace({ uniqueKey }),
  );
  const eu = sessions.jurisdiction("eu");
  const names = Array.from({ length: 2000 }, (_, i) => `name ${i} é😀`);
  const lists = [rooms, sessions, eu, others].map((namespace) => idsFromNames(namespace, names));
  const ids = names.flatMap((_, i) => [...lists.map((list) => list[i]), `${lists[0][i].slice(1)}g`]);
  const { verdicts, namespaces, jurisdictions, tally } = createValidator([rooms, sessions, eu]).check(ids);
  const codesOfFive = [Verdict.valid, Verdict.valid, Verdict.valid, Verdict.foreign, Verdict.malformed];
  const homesOfFive = [0, 1, undefined, 0xffff, 0xffff];
  for (let i = 0; i < ids.length; i++) {
    same(verdicts[i], codesOfFive[i % 5], `the code of ${ids[i]}`);
    same(jurisdictions[i], i % 5 === 2 ? 1 : 0, `the jurisdiction of ${ids[i]}`);
    if (i % 5 !== 2) same(namespaces[i], homesOfFive[i % 5], `the namespace of ${ids[i]}`);
  }
  same(tally.valid, 6000, "how many are valid");
  same(tally.foreign, 2000, "how many are foreign");
  same(tally.malformed, 2000, "how many are malformed");
  return tally.total;
}

function checkTransfer(DurableObjectNamespace, { packId, unpackId }) {
  const rooms = new DurableObjectNamespace({ uniqueKey: "rooms" });
  const id = rooms.newUniqueId({ jurisdiction: "eu" });
  same(unpackId(rooms, packId(id)).toString(), id.toString(), "a unique ID packed and unpacked");
  same(unpackId(rooms, packId(rooms.idFromName("lobby"))).name, "lobby", "the name packed and unpacked");
}

/** Calls, storage, gates and errors of objects in this very runtime. */
async function checkHost({ DurableObject, host, runDurableObjectAlarm }) {
  class Counter extends DurableObject {
    async increment() {
      const count = ((await this.ctx.storage.get("count")) ?? 0) + 1;
      await this.ctx.storage.put("count", count);
      await this.ctx.storage.setAlarm(Date.now() + 1_000_000);
      return count;
    }
    echo(value) {
      return value;
    }
    fail() {
      throw Object.assign(new RangeError("failed"), { code: "E" });
    }
    async alarm() {
      await this.ctx.storage.deleteAll();
    }
    fetch(request) {
      return new Response(request.method);
    }
  }
  const { COUNTERS } = host({ COUNTERS: Counter });
  const counter = COUNTERS.getByName("a");
  const counts = await Promise.all(Array.from({ length: 20 }, () => counter.increment()));
  same(counts.join(), Array.from({ length: 20 }, (_, i) => i + 1).join(), "the counts of calls at once");
  same(await runDurableObjectAlarm(counter), true, "whether an alarm was set");
  same(await counter.increment(), 1, "the count after the alarm");
  const error = await counter.fail().catch((thrown) => thrown);
  same(`${error} ${error.code} ${error.remote}`, "RangeError: failed E true", "the error of a method");
  same(
    (await counter.echo(COUNTERS.newUniqueId()).catch((thrown) => thrown)).name,
    "DataCloneError",
    "an ID as an argument",
  );
  same(await (await counter.fetch("http://object/")).text(), "GET", "the answer of fetch");
}

function same(actual, expected, what) {
  if (actual !== expected) throw new Error(`${what} is ${String(actual)}, not ${String(expected)}`);
}
