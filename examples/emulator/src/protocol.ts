import { createBirpc } from "birpc";
import type { PackedThrown } from "durable-id";
import type { WorkerConfig } from "./config.js";
import type { HttpRequest, HttpResponse } from "./http.js";

/*
 * The Worker and each object have their own threads. Calls between them go through the main thread, which forwards the
 * bytes of their values.
 */

/** A task for the code of a thread. Values are bytes, made by `packValue`. */
export type Invocation =
  | { readonly kind: "call"; readonly method: string; readonly args: Uint8Array }
  | { readonly kind: "get"; readonly property: string }
  | { readonly kind: "fetch"; readonly request: HttpRequest }
  | { readonly kind: "alarm"; readonly retryCount: number };

/** The result of a task. */
export type Answer =
  | { readonly result: Uint8Array }
  | { readonly response: HttpResponse }
  | { readonly thrown: PackedThrown };

/** The function that performs tasks. */
export type Handler = (invocation: Invocation) => Promise<Answer>;

/** The data with which a thread starts. The Worker's own thread has no object. */
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

/** Functions of a thread that the main thread can call. */
export interface ThreadFunctions {
  invoke: Handler;
}

/** Functions of the main thread that a thread can call. */
export interface MainFunctions {
  invoke(uniqueKey: string, id: Uint8Array, invocation: Invocation): Promise<Answer>;
  /** Sets the time, in milliseconds, at which this thread's object is woken up, or removes it. */
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
