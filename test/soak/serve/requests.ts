import { once } from "node:events";
import { type Agent, get, type IncomingMessage } from "node:http";
import type { ObjectEntry } from "../../../src/directory.js";
import { hasCode } from "../../../src/system/errors.js";
import type { Served } from "./served.js";

/** Any account: the server answers for all. */
const NAMESPACES = `/client/v4/accounts/${"0".repeat(32)}/workers/durable_objects/namespaces`;

export const PATHS = {
  namespaces: NAMESPACES,
  objects: (namespace: string, limit: number, cursor: string) =>
    `${NAMESPACES}/${namespace}/objects?limit=${limit}${cursor && `&cursor=${cursor}`}`,
  count: (namespace: string) => `/page/position?namespace=${namespace}&from=`,
};

/** An answer of the listing API, or of the page. */
export interface Answer {
  readonly status: number;
  readonly body: {
    readonly success?: boolean;
    readonly result?: readonly ObjectEntry[];
    readonly result_info?: { readonly cursor?: string; readonly total_count?: number };
    readonly total?: number;
  };
}

/** Reads what has come of an answer. */
export type ReadBody = (response: IncomingMessage) => Promise<string>;

/** All of an answer, as fast as it comes. */
export const readAtOnce: ReadBody = async (response) => {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return text;
};

/** Why a request has no answer although nothing is wrong. */
export type Excuse = "killed" | "reset";

/**
 * A GET.
 * @returns the answer; `killed` if the server was killed meanwhile, `reset` if it closed the connection, which was used
 * before, while the request was on its way: it may do so, and a client has to ask again (RFC 9112, 9.3.1). A server that is
 * so busy that it comes to a request only after 15 s takes the connection for idle.
 */
export async function ask(
  served: Served,
  agent: Agent,
  path: string,
  token: string,
  readBody: ReadBody = readAtOnce,
): Promise<Answer | Excuse> {
  await served.listening;
  const { life } = served;
  const request = get(`${served.origin}${path}`, { agent, headers: { authorization: `Bearer ${token}` } });
  // It may fail again after its answer.
  request.on("error", () => undefined);
  const start = Date.now();
  let isAnswered = false;
  try {
    const [response] = (await once(request, "response")) as [IncomingMessage];
    isAnswered = true;
    const body = JSON.parse(await readBody(response)) as Answer["body"];
    return { status: response.statusCode ?? 0, body };
  } catch (error) {
    if (served.life !== life) return "killed";
    if (request.reusedSocket && !isAnswered && hasCode(error, "ECONNRESET")) return "reset";
    const connection = `${request.reusedSocket ? "used" : "new"} connection, after ${Date.now() - start} ms`;
    throw new Error(`${String(error)} (${connection}, ${isAnswered ? "in" : "before"} the answer)`);
  }
}
