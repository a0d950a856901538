declare global {
  interface SymbolConstructor {
    /** Declared for compilers and libraries without it; every supported Node has it. */
    readonly asyncDispose: unique symbol;
  }
}

/** A resource that must be closed after use: by `close`, or by `await using` at the end of a block. */
export interface AsyncClosable {
  /** Closes it. */
  close(): void | Promise<void>;
  /** Calls `close`. */
  [Symbol.asyncDispose](): Promise<void>;
}
