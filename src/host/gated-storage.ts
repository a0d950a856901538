import type { InputGate } from "./input-gate.js";

/**
 * Wraps a storage of any kind, so that each operation holds the gate until its promise is settled. Methods that don't return
 * a promise, such as those of `sql` and `kv`, are passed through.
 * @param check called for each use of the storage: throws once the object is broken, so that a broken object can't write
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

/** Whether a value is a promise of any realm: Jest has one realm for each test file. */
function isPromise(value: unknown): value is Promise<unknown> {
  return Object.prototype.toString.call(value) === "[object Promise]";
}
