/** A fresh process: how long from the import of `durable-id` to its first verdict. FIRST_ENGINE and FIRST_ID come by the arguments. */
const [, , engine, digits] = process.argv;
const start = performance.now();
const { DurableObjectNamespace } = await import("durable-id");
const namespace = new DurableObjectNamespace({ uniqueKey: "bench", engine: engine as "wasm" | "pure" });
const id = namespace.tryIdFromString(digits);
const end = performance.now();
if (id === undefined) throw new Error("The ID was refused.");
console.log(end - start);
