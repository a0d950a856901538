/** A permanent failure of a Worker or server. The message is one line, and never contains the token. */
export class RemoteFault extends Error {}

/** The Worker could not judge this many IDs in one request: smaller requests may succeed. */
export class TooMuchAtOnce extends RemoteFault {}

/** A temporary failure of an attempt. */
export class Unavailable extends Error {
  /** Milliseconds that the server requests before the next attempt. */
  readonly after: number | undefined;

  /** @param after milliseconds that the server requests before the next attempt */
  constructor(message: string, after?: number) {
    super(message);
    this.after = after;
  }
}
