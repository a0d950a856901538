/** The worker of the conformance suite: it answers, in a real workerd, what the library is asked in Node. */
import { type AnyId, type AnyNamespace, outcomesOf, type ProbeEnv } from "./probe.js";
import { PROBES } from "./probes/index.js";
import type { CarriedName, MintAnswer, MintQuestion } from "./questions.js";

type Env = ProbeEnv & Readonly<Record<string, AnyNamespace>>;

/** What of a stub is needed here. */
interface Fetcher {
  fetch(url: string): Promise<Response>;
}

/** An object that tells the name which it sees as `ctx.id.name`. */
export class TestObject {
  readonly #id: AnyId;

  constructor(ctx: { readonly id: AnyId }) {
    this.#id = ctx.id;
  }

  fetch(): Response {
    const carried: CarriedName = { name: this.#id.name ?? null, digits: String(this.#id), keys: Object.keys(this.#id) };
    return Response.json(carried);
  }
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const question: unknown = await request.json();
    switch (new URL(request.url).pathname) {
      case "/probes":
        return Response.json(outcomesOf(PROBES, env));
      case "/mint":
        return Response.json((question as MintQuestion[]).map((each) => mint(env[each.binding] as AnyNamespace, each)));
      case "/carried":
        return Response.json(await Promise.all((question as string[]).map((name) => carried(env.rooms, name))));
      case "/carried-nameless":
        return Response.json(await seen(env.rooms, env.rooms.idFromString(question)));
      default:
        return new Response("no such question", { status: 404 });
    }
  },
};

function mint(namespace: AnyNamespace, { names, unique, strings }: MintQuestion): MintAnswer {
  const ids = names.map((name) => namespace.idFromName(name));
  return {
    named: ids.map(String),
    readBack: ids.map((id) => id.name as string),
    unique: Array.from({ length: unique }, () => String(namespace.newUniqueId())),
    verdicts: strings.map((text) => verdict(namespace, text)),
  };
}

function verdict(namespace: AnyNamespace, text: string): string {
  try {
    return String(namespace.idFromString(text));
  } catch (error) {
    return (error as Error).message;
  }
}

function carried(namespace: AnyNamespace, name: string): Promise<CarriedName> {
  return seen(namespace, namespace.idFromName(name));
}

async function seen(namespace: AnyNamespace, id: AnyId): Promise<CarriedName> {
  const response = await (namespace.get(id) as Fetcher).fetch("http://object/");
  return (await response.json()) as CarriedName;
}
