import { createBirpc } from "birpc";
import type { PackedThrown } from "durable-id";
import type { WorkerConfig } from "./config.js";
import type { HttpRequest, HttpResponse } from "./http.js";

/*
 * The Worker has a thread, and so has each object. Calls from one to another go through the main thread, which passes the
 * bytes of their values on.
 */

/** Something for the code of a thread to do. Values are bytes, made by `packValue`. */
export type Invocation =
  | { readonly kind: "call"; readonly method: string; readonly args: Uint8Array }
  | { readonly kind: "get"; readonly property: string }
  | { readonly kind: "fetch"; readonly request: HttpRequest }
  | { readonly kind: "alarm"; readonly retryCount: number };

/** What came of it. */
export type Answer =
  | { readonly result: Uint8Array }
  | { readonly response: HttpResponse }
  | { readonly thrown: PackedThrown };

/** What does it. */
export type Handler = (invocation: Invocation) => Promise<Answer>;

/** What a thread is started with. The Worker's own has no object. */
export interface ThreadData {
  readonly bundle: string;
  readonly worker: WorkerConfig;
  readonly object?: {
    readonly uniqueKey: string;
    /** Made by `packId`: with the name, if the first caller has it. */
    readonly id: Uint8Array;
    /** The object's SQLite file. */
    readonly file: string;
  };
}

/** What the main thread can have a thread do. */
export interface ThreadFunctions {
  invoke: Handler;
}

/** What a thread can have the main thread do. */
export interface MainFunctions {
  invoke(uniqueKey: string, id: Uint8Array, invocation: Invocation): Promise<Answer>;
  /** Wakes this thread's object up at a time in milliseconds, or never. */
  setAlarm(time: number | null): void;
}

interface Port {
  postMessage(message: unknown): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
}

/** One end of a channel between two threads. */
export function connect<Remote extends object, Local extends object>(port: Port, functions: Local) {
  return createBirpc<Remote, Local>(functions, {
    post: (message) => port.postMessage(message),
    on: (listener) => void port.on("message", listener),
    timeout: -1,
  });
}
