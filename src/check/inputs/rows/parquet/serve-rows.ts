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
import { ALIVE_INTERVAL, type DecoderMessage, type DecoderSetup, MOST_AHEAD } from "./messages.js";
import { loadParquet } from "./package.js";
import { decodeRows } from "./rows.js";

/** What a thread that decodes a Parquet file does: sends the text of its rows, as fast as it is taken. */
export async function serveRows({ packages, path, size, field }: DecoderSetup, port: MessagePort): Promise<void> {
  const send = (message: DecoderMessage, owned: ArrayBuffer[] = []) => port.postMessage(message, owned);
  const alive = setInterval(() => send({ kind: "alive" }), ALIVE_INTERVAL);
  let room = MOST_AHEAD;
  let wake: () => void = () => undefined;
  port.on("message", () => {
    room++;
    wake();
  });
  const parquet = await loadParquet(packages);
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const bytes = bytesOf(handle, path, size);
    const metadata = await parquet.readMetadata(bytes);
    const column = findParquetColumn(metadata.schema, field);
    send({ kind: "opened", field: nameOf(column) });
    for await (const { text: lent, share } of decodeRows(parquet, bytes, metadata, column)) {
      while (room === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      room--;
      const text = Uint8Array.from(lent);
      send({ kind: "rows", text, bytesRead: Math.floor(size * share) }, [text.buffer]);
    }
    send({ kind: "end" });
  } catch (error) {
    send({ kind: "failed", message: describeFault(path, error) });
  } finally {
    clearInterval(alive);
    await handle?.close();
  }
}

function describeFault(path: string, error: unknown): string {
  if (error instanceof CheckError) return error.message;
  if (isRecordsError(error)) return `${quote(path)}: ${error.message}`;
  if (isSystemError(error)) return readError(quote(path), error).message;
  if (!(error instanceof Error)) return damageOf(path, String(error));
  // What hyparquet didn't expect, and doesn't explain.
  const isUnexpected = error instanceof TypeError || error instanceof RangeError;
  return damageOf(
    path,
    isUnexpected ? `its data is damaged (${error.message})` : error.message.replace(/^parquet /, ""),
  );
}
