/**
 * The keys of a namespace, for another thread: they never leave the memory of this process.
 * @internal
 */
export interface SharedNamespace {
  readonly rootKey: Uint8Array;
  /** The jurisdictions of its table: name and code. */
  readonly jurisdictions: Readonly<Record<string, number>>;
  /** The code of the jurisdiction to which it is restricted; 0 if it is unrestricted. */
  readonly code: number;
}

/**
 * The data that a judging thread is started with.
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

/** A thread: the methods of a `Worker` of `node:worker_threads` that a run needs. Declared here, so that these types don't depend on those of Node. */
export interface Thread {
  /**
   * Adds a listener for errors.
   * @param event `error`: the thread has failed
   * @param listener called with the error
   */
  on(event: "error", listener: (error: Error) => void): unknown;
  /**
   * Adds a listener for messages.
   * @param event `message`: the thread has sent a message
   * @param listener called with the message
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

/** Limits of a thread's heap, as in `resourceLimits` of a `Worker`. */
export interface ThreadLimits {
  /** The limit for recently created objects, in MiB. */
  readonly maxYoungGenerationSizeMb?: number;
  /** The limit for all other objects, in MiB. */
  readonly maxOldGenerationSizeMb?: number;
}

/**
 * Starts a thread that runs `threads/worker.js`.
 * @param workerData the `workerData` of the thread; it may contain keys, so don't pass it to anything else
 * @param resourceLimits the `resourceLimits` of the thread
 */
export type SpawnThread = (workerData: object, resourceLimits: ThreadLimits) => Thread;
