import { answers, call, type ObjectProbe, same, stubOf } from "../probe.js";

/** Waits until an object has logged an alarm. */
async function alarmsOf(stub: unknown): Promise<unknown> {
  for (;;) {
    const [log, alarm] = (await call(stub, "alarms")) as [string[], string];
    if (log.length > 0) return [log, alarm];
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** When alarms run, and what they get. */
export const alarmProbes: readonly ObjectProbe[] = [
  same("an alarm that is due soon", async (env, name) => {
    const stub = stubOf(env, name);
    return [await call(stub, "setAlarm", 5), await alarmsOf(stub)];
  }),
  same("an alarm that is past", async (env, name) => {
    const stub = stubOf(env, name);
    return [await call(stub, "setAlarm", -1000), await alarmsOf(stub)];
  }),
  same("an alarm that fails is set again", async (env, name) => {
    const stub = stubOf(env, `alarm fails, ${name}`);
    return [await call(stub, "setAlarm", 1), await alarmsOf(stub)];
  }),
  answers("an alarm that is deleted", [null, [[], "object"]], async (env, name) => {
    const stub = stubOf(env, name);
    await call(stub, "setAlarm", 5);
    const deleted = await call(stub, "deleteAlarm");
    await new Promise((resolve) => setTimeout(resolve, 15));
    return [deleted, await call(stub, "alarms")];
  }),
];
