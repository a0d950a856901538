import { createStub, DurableObjectNamespace, packId, unpackError } from "durable-id";
import type { WorkerConfig } from "../config.js";
import { packRequest, unpackResponse } from "../http.js";
import type { Answer, Invocation, MainFunctions } from "../protocol.js";
import { packValue, unpackValue } from "../values.js";

/** The Worker's `env`: its variables, and a namespace for each binding. */
export function createEnv(
  { vars, namespaces }: WorkerConfig,
  main: Pick<MainFunctions, "invoke">,
): Record<string, unknown> {
  const env: Record<string, unknown> = { ...vars };
  for (const { binding, uniqueKey } of namespaces) {
    if (binding === undefined) continue;
    env[binding] = new DurableObjectNamespace({
      uniqueKey,
      connect: (id) => {
        const invoke = async (invocation: Invocation) =>
          resultOf(await main.invoke(uniqueKey, packId(id), invocation), invocation.kind);
        return createStub(id, {
          // Packed before the call returns, so that later changes of the caller don't reach the object.
          call: (method, args) => invoke({ kind: "call", method, args: packValue(args) }),
          get: (property) => invoke({ kind: "get", property }),
          fetch: async (input, init) => {
            const request = new Request(input as Request | URL | string, init as RequestInit);
            return invoke({ kind: "fetch", request: await packRequest(request) });
          },
        });
      },
    });
  }
  return env;
}

function resultOf(answer: Answer, kind: Invocation["kind"]): unknown {
  if ("response" in answer) return unpackResponse(answer.response);
  if ("result" in answer) return unpackValue(answer.result);
  const error = unpackError(answer.thrown) as Partial<Record<"code" | "remote" | "durableObjectReset", unknown>>;
  // As in workerd: without this library's codes, and an object that broke did not throw.
  if (String(error.code).startsWith("ERR_DO_")) delete error.code;
  if (error.durableObjectReset && kind !== "fetch") delete error.remote;
  throw error;
}
