import type { InputGate } from "./input-gate.js";

/**
 * A storage each of whose operations holds the gate until its promise is settled. The storage can be of any kind: a method
 * that returns no promise, such as those of `sql` and `kv`, passes through.
 * @param check called by each use of the storage: throws once the object broke, so that what is left of it writes nothing
 */
export function gatedStorage(storage: unknown, gate: InputGate, check: () => void): unknown {
  if (typeof storage !== "object" || storage === null) return storage;
  return new Proxy(storage, {
    get(target, property) {
      check();
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(member, target, args);
        return isPromise(result) ? gate.hold(result) : result;
      };
    },
  });
}

/** Also one of another realm: Jest has one for each file of tests. */
function isPromise(value: unknown): value is Promise<unknown> {
  return Object.prototype.toString.call(value) === "[object Promise]";
}
