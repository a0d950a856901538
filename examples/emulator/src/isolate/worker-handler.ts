import { packResponse, unpackRequest } from "../http.js";
import type { Handler } from "../protocol.js";

interface Entry {
  fetch?(request: Request, env: object, ctx: object): unknown;
}

/** Handles requests with the Worker's default export. */
export function workerHandler(entry: Entry, env: object): Handler {
  const ctx = { waitUntil: (promise: Promise<unknown>) => void promise.catch((error) => console.error(error)) };
  return async (invocation) => {
    if (invocation.kind !== "fetch") throw new Error("A Worker only answers requests.");
    const response = await entry.fetch?.(unpackRequest(invocation.request), env, ctx);
    if (response instanceof Response) return { response: await packResponse(response) };
    throw new TypeError("The Worker's fetch handler did not return a Response.");
  };
}
