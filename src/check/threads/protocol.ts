/**
 * The keys of a namespace, as one thread hands them to another: only ever within the memory of this process.
 * @internal
 */
export interface SharedNamespace {
  readonly rootKey: Uint8Array;
  /** The jurisdictions of its table: name and code. */
  readonly jurisdictions: Readonly<Record<string, number>>;
  /** The code of the jurisdiction to which it is restricted; 0 if to none. */
  readonly code: number;
}

/**
 * What a thread that judges is started with.
 * @internal
 */
export interface ThreadSetup {
  /** The compiled module of the WASM engine; `undefined` to use the pure engine. */
  readonly module: WebAssembly.Module | undefined;
  readonly namespaces: readonly SharedNamespace[];
  /** The memory of the `BatchQueue`. */
  readonly queue: SharedArrayBuffer;
  /** The memory of each batch. */
  readonly batches: readonly SharedArrayBuffer[];
}

/** A thread: what a run needs of a `Worker` of `node:worker_threads`, in types that don't need those of Node. */
export interface Thread {
  /**
   * Listens to an event.
   * @param event that the thread has failed
   * @param listener is called then
   */
  on(event: "error", listener: (error: Error) => void): unknown;
  /**
   * Listens to an event.
   * @param event that the thread has sent a message
   * @param listener is called with it
   */
  on(event: "message", listener: (message: unknown) => void): unknown;
  /**
   * Sends the thread a message.
   * @param message the message
   */
  postMessage(message: unknown): void;
  /** Ends the thread. */
  terminate(): Promise<unknown>;
}

/** How much memory the heap of a thread may take, as `resourceLimits` of a `Worker`. */
export interface ThreadLimits {
  /** Of objects that were made recently, in MiB. */
  readonly maxYoungGenerationSizeMb?: number;
  /** Of other objects, in MiB. */
  readonly maxOldGenerationSizeMb?: number;
}

/**
 * Starts a thread that runs `threads/worker.js`.
 * @param workerData what the thread gets as its `workerData`; it may hold keys, so hand it to nothing else
 * @param resourceLimits what the thread gets as its `resourceLimits`
 */
export type SpawnThread = (workerData: object, resourceLimits: ThreadLimits) => Thread;
