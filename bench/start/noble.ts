/** A fresh process: how long from the import of @noble/hashes to its first verdict. */
const [, , , digits] = process.argv;
const start = performance.now();
const { hmac } = await import("@noble/hashes/hmac.js");
const { sha256 } = await import("@noble/hashes/sha2.js");
const id = Buffer.from(digits, "hex");
const tag = hmac(sha256, sha256(new TextEncoder().encode("bench")), id.subarray(0, 16)).subarray(0, 16);
const valid = id.subarray(16).equals(tag);
const end = performance.now();
if (!valid) throw new Error("The ID was refused.");
console.log(end - start);
