import { createServer, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { unpackError } from "durable-id";
import type { Emulator } from "./emulator.js";

/** A server that passes all requests to the Worker. */
export function serve(emulator: Emulator): Server {
  return createServer(async (incoming, outgoing) => {
    try {
      const { method = "GET", headers, url } = incoming;
      const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
      const body = new Uint8Array(await buffer(incoming));
      const answer = await emulator.fetch({ url: `http://${headers.host}${url}`, method, headers: pairs, body });
      if ("thrown" in answer) throw unpackError(answer.thrown);
      if (!("response" in answer)) throw new Error("The Worker gave no response.");
      const { response } = answer;
      outgoing.statusCode = response.status;
      outgoing.statusMessage = response.statusText;
      for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
      outgoing.end(response.body);
    } catch (error) {
      outgoing.writeHead(500, { "content-type": "text/plain;charset=UTF-8" }).end(String(error));
    }
  });
}
