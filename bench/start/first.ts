/** A fresh process: how long from the import of `durable-id` to its first verdict. the engine and the ID come as arguments. */
const [, , engine, digits] = process.argv;
const start = performance.now();
const { DurableObjectNamespace } = await import("durable-id");
const namespace = new DurableObjectNamespace({ uniqueKey: "bench", engine: engine as "auto" | "pure" });
const id = namespace.tryIdFromString(digits);
const end = performance.now();
if (id === undefined) throw new Error("The ID was refused.");
console.log(end - start);
