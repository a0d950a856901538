import type { DurableObjectId } from "../namespace/id.js";
import { setToStringTag } from "../namespace/platform-class.js";
import type { HostedObject } from "./object.js";

/** What a stub inherits from: it is printed as workerd's are. */
class DurableObject {
  declare readonly [Symbol.toStringTag]: string;

  static {
    setToStringTag(DurableObject, "DurableObject");
  }
}

/** What the language itself asks an object for: a stub can be awaited, returned from async functions, and put in JSON. */
const NO_METHODS: ReadonlySet<string> = /* @__PURE__ */ new Set(["then", "toJSON"]);

/**
 * The stub of an object: `name` and `id`, and a method for every other name, since only the object knows which it has.
 * @param find gives the object: called at each call, and not before
 */
export function createStub(id: DurableObjectId, find: () => HostedObject): object {
  const shown: PropertyDescriptor = { enumerable: true, configurable: true };
  const stub = Object.defineProperties(new DurableObject(), {
    name: { ...shown, value: id.name },
    id: { ...shown, value: id },
  });
  const isMethod = (property: string | symbol): property is string =>
    typeof property === "string" && !NO_METHODS.has(property) && !Reflect.has(stub, property);
  return new Proxy(stub, {
    has: (_, property) => isMethod(property) || Reflect.has(stub, property),
    get(_, property) {
      if (!isMethod(property)) return Reflect.get(stub, property);
      if (property === "fetch") return async (input: Request, init?: RequestInit) => find().fetch(id, input, init);
      return (...args: unknown[]) => find().call(id, property, args);
    },
  });
}
