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
 * What a thread is started with.
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
  /** Ends the thread. */
  terminate(): Promise<unknown>;
}

/**
 * Starts a thread that runs `threads/worker.js`.
 * @param workerData what the thread gets as its `workerData`; it holds keys, so hand it to nothing else
 */
export type SpawnThread = (workerData: object) => Thread;
