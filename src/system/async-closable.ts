declare global {
  interface SymbolConstructor {
    /** For compilers and libraries that don't know it yet; every supported Node does. */
    readonly asyncDispose: unique symbol;
  }
}

/** Something to close after use: by `close`, or by `await using` at the end of a block. */
export interface AsyncClosable {
  /** Closes it. */
  close(): void | Promise<void>;
  /** Calls `close`. */
  [Symbol.asyncDispose](): Promise<void>;
}
