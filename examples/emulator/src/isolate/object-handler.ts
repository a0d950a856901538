import { DurableObjectNamespace, unpackId } from "durable-id";
import { host, type ObjectClass, runInDurableObject } from "durable-id/host";
import { ALARM_RETRIES } from "../alarm-clock.js";
import type { WorkerConfig } from "../config.js";
import { packResponse, unpackRequest } from "../http.js";
import type { Handler, MainFunctions, ThreadData } from "../protocol.js";
import { Alarm } from "../storage/alarm.js";
import { openDatabase } from "../storage/database.js";
import { ObjectStorage } from "../storage/object-storage.js";
import { packValue, unpackValue } from "../values.js";

type ObjectData = NonNullable<ThreadData["object"]>;
type Stub = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Handles calls, requests and alarms of one Durable Object, in its own host. */
export function objectHandler(
  exports: Record<string, unknown>,
  env: object,
  { namespaces, compatibilityDate }: WorkerConfig,
  { uniqueKey, id, file }: ObjectData,
  main: Pick<MainFunctions, "setAlarm">,
): Handler {
  const className = namespaces.find((namespace) => namespace.uniqueKey === uniqueKey)?.className ?? "";
  const Class = exports[className];
  if (typeof Class !== "function") throw new Error(`The Worker does not export a class "${className}".`);
  const database = openDatabase(file);
  const alarm = new Alarm(database, "alarm" in Class.prototype, (time) => void main.setAlarm(time));
  const storage = new ObjectStorage(database, alarm);
  // The host has only this object. The object's own env reaches all objects through the main thread.
  const Self = new Proxy(Class as ObjectClass, { construct: (_, [ctx]) => Reflect.construct(Class, [ctx, env]) });
  const { SELF } = host(
    { SELF: Self },
    {
      uniqueKeys: { SELF: uniqueKey },
      compatibilityDate,
      storage: () => storage,
      onBackgroundError: (error) => console.error(error),
    },
  );
  const ownId = unpackId(new DurableObjectNamespace({ uniqueKey }), id);

  return async (invocation) => {
    const stub = SELF.get(ownId) as unknown as Stub;
    switch (invocation.kind) {
      case "call": {
        const { method, args } = invocation;
        return { result: packValue(await stub[method](...(unpackValue(args) as unknown[]))) };
      }
      case "get":
        return { result: packValue(await stub[invocation.property]) };
      case "fetch": {
        const response = await stub.fetch(unpackRequest(invocation.request));
        return { response: await packResponse(response as Response) };
      }
      case "alarm": {
        const { retryCount } = invocation;
        await runInDurableObject(stub, (object: { alarm?: (info: object) => unknown }) =>
          alarm.run(
            (info) => object.alarm?.({ ...info, isRetry: retryCount > 0, retryCount }),
            retryCount >= ALARM_RETRIES,
          ),
        );
        return { result: packValue(undefined) };
      }
    }
  };
}
