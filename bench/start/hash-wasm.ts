/** A fresh process: how long from the import of hash-wasm to its first verdict. */
const [, , , digits] = process.argv;
const start = performance.now();
const { createHMAC, createSHA256 } = await import("hash-wasm");
const key = (await createSHA256()).init().update("bench").digest("binary");
const id = Buffer.from(digits, "hex");
const keyed = await createHMAC(createSHA256(), key);
const tag = keyed.init().update(id.subarray(0, 16)).digest("binary").subarray(0, 16);
const valid = id.subarray(16).equals(tag);
const end = performance.now();
if (!valid) throw new Error("The ID was refused.");
console.log(end - start);
