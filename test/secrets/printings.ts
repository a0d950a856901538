import { Console } from "node:console";
import { Writable } from "node:stream";
import { inspect } from "node:util";
import { serialize } from "node:v8";

/** Everything that printing, serialising or walking an object shows. */
export function printings(value: unknown): string[] {
  return [
    inspect(value, {
      showHidden: true,
      depth: Number.POSITIVE_INFINITY,
      maxArrayLength: null,
      maxStringLength: null,
      getters: true,
    }),
    inspect(value, {
      showHidden: true,
      depth: Number.POSITIVE_INFINITY,
      customInspect: false,
      compact: false,
      showProxy: true,
    }),
    printed(value),
    attempt(() => JSON.stringify(value)),
    attempt(() => String(value)),
    attempt(() => inspect(structuredClone(value), { showHidden: true, depth: Number.POSITIVE_INFINITY })),
    attempt(() => serialize(value).toString("latin1")),
    walked(value).join("\n"),
  ];
}

/** What `console.log` and similar functions write. */
function printed(value: unknown): string {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const console = new Console(stream, stream);
  console.log(value);
  console.log("%o %O %j %s", value, value, value, value);
  console.dir(value, { depth: null, showHidden: true });
  console.table(value);
  console.error(value);
  return text;
}

/** Own and inherited properties, symbols and accessors, down to the last object. */
function walked(value: unknown, seen = new Set<unknown>()): string[] {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return [String(value)];
  if (seen.has(value) || value === Object.prototype || value === Function.prototype) return [];
  seen.add(value);
  if (ArrayBuffer.isView(value)) return [Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")];
  const texts: string[] = [];
  for (const key of Reflect.ownKeys(value)) {
    const property = Reflect.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
    const content = property.get === undefined ? property.value : attempt(() => Reflect.get(value, key));
    texts.push(`${String(key)}=`, ...walked(content, seen), ...walked(property.get, seen));
  }
  if (typeof value === "function") texts.push(Function.prototype.toString.call(value));
  return [...texts, ...walked(Object.getPrototypeOf(value), seen)];
}

/** The result of a call, or every part of the error that it throws. */
export function attempt(call: () => unknown): string {
  try {
    return String(call());
  } catch (error) {
    return inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY }) + String((error as Error).stack);
  }
}
