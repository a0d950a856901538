/** A Worker that can't be asked: trying again later would not help. The message is one line, and never has the token. */
export class RemoteFault extends Error {}

/** The Worker could not do so much in one request: the same IDs in smaller requests may pass. */
export class TooMuchAtOnce extends RemoteFault {}

/** An attempt that failed for now. */
export class Unavailable extends Error {
  /** Milliseconds that the server asks for before the next attempt. */
  readonly after: number | undefined;

  /** @param after milliseconds that the server asks for before the next attempt */
  constructor(message: string, after?: number) {
    super(message);
    this.after = after;
  }
}
