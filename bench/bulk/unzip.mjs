// What node:zlib takes to unpack a file: the least that a check of it can take.
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const [, , path] = process.argv;
let bytes = 0;
const chunkSize = 256 * 1024;
for await (const chunk of createReadStream(path, { highWaterMark: chunkSize }).pipe(createGunzip({ chunkSize }))) {
  bytes += chunk.length;
}
console.log(bytes);
