/** The first module of each thread except the main thread. */
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { packError } from "durable-id";
import { connect, type Handler, type MainFunctions, type ThreadData, type ThreadFunctions } from "../protocol.js";
import { createEnv } from "./env.js";
import { objectHandler } from "./object-handler.js";
import { workerHandler } from "./worker-handler.js";

if (parentPort === null) throw new Error("This module is for a thread.");
const { bundle, worker, object } = workerData as ThreadData;

const main = connect<MainFunctions, ThreadFunctions>(parentPort, {
  async invoke(invocation) {
    try {
      return await (await handler)(invocation);
    } catch (error) {
      return { thrown: packError(error) };
    }
  },
});
const handler = createHandler();
for (const event of ["unhandledRejection", "uncaughtException"]) process.on(event, (error) => console.error(error));

async function createHandler(): Promise<Handler> {
  const exports = (await import(pathToFileURL(bundle).href)) as Record<string, object>;
  const env = createEnv(worker, main);
  return object === undefined ? workerHandler(exports.default, env) : objectHandler(exports, env, worker, object, main);
}
