/** An observation about a run's records as a whole, with advice for the user. */
export interface Hint {
  /** The kind of observation, for programs: `all-malformed`, for example. Later releases may add kinds. */
  readonly kind: string;
  /** The name of the input that it is about; missing if it is about all of them. */
  readonly input?: string;
  /** One sentence for people: the likely cause, then the advice. */
  readonly message: string;
}
