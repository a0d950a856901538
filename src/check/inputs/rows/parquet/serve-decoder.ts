import { type FileHandle, open } from "node:fs/promises";
import type { MessagePort } from "node:worker_threads";
import { isRecordsError } from "../../../../bulk/records/records-error.js";
import { isSystemError } from "../../../../system/errors.js";
import { quote } from "../../../../text/printable.js";
import { CheckError } from "../../../errors.js";
import { readError } from "../../regular-file.js";
import { findParquetColumn, nameOf } from "./column.js";
import { damageOf } from "./damage.js";
import { bytesOf } from "./file-bytes.js";
import {
  ALIVE_INTERVAL,
  type DecoderMessage,
  type DecoderRequest,
  type DecoderSetup,
  MOST_AHEAD,
  TAKEN,
} from "./messages.js";
import { loadParquet, type ParquetPackage } from "./package.js";
import { decodeRows } from "./rows.js";

/** The main function of a decoder thread: decodes files on request, and sends the text of their rows as fast as it is taken. */
export async function serveDecoder({ packages }: DecoderSetup, port: MessagePort): Promise<void> {
  const parquet = await loadParquet(packages);
  let room = 0;
  let wake: () => void = () => undefined;
  const send = async (message: DecoderMessage) => {
    if (message.kind !== "rows") return port.postMessage(message);
    while (room === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    room--;
    port.postMessage(message, [message.text.buffer as ArrayBuffer]);
  };
  port.on("message", async (message: DecoderRequest | typeof TAKEN) => {
    if (message === TAKEN) {
      room++;
      wake();
      return;
    }
    room = MOST_AHEAD;
    const alive = setInterval(() => port.postMessage({ kind: "alive" } satisfies DecoderMessage), ALIVE_INTERVAL);
    await serve(parquet, message, send);
    clearInterval(alive);
  });
}

async function serve(
  parquet: ParquetPackage,
  { path, size, field, withRows }: DecoderRequest,
  send: (message: DecoderMessage) => Promise<void>,
): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const bytes = bytesOf(handle, path, size);
    const metadata = await parquet.readMetadata(bytes);
    const column = findParquetColumn(metadata.schema, field);
    await send({ kind: "opened", field: nameOf(column) });
    if (withRows) {
      for await (const { text, share } of decodeRows(parquet, bytes, metadata, column)) {
        await send({ kind: "rows", text: Uint8Array.from(text), bytesRead: Math.floor(size * share) });
      }
    }
    await send({ kind: "end" });
  } catch (error) {
    await send({ kind: "failed", message: describeFault(path, error) });
  } finally {
    await handle?.close();
  }
}

function describeFault(path: string, error: unknown): string {
  if (error instanceof CheckError) return error.message;
  if (isRecordsError(error)) return `${quote(path)}: ${error.message}`;
  if (isSystemError(error)) return readError(quote(path), error).message;
  if (!(error instanceof Error)) return damageOf(path, String(error));
  // An error that hyparquet didn't throw on purpose, so its message doesn't explain the fault.
  const isUnexpected = error instanceof TypeError || error instanceof RangeError;
  return damageOf(
    path,
    isUnexpected ? `its data is damaged (${error.message})` : error.message.replace(/^parquet /, ""),
  );
}
