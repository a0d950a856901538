/** What a run noticed about its records as a whole, and what the user can do about it. */
export interface Hint {
  /** What was noticed, for programs: `all-malformed`, for example. Others may come. */
  readonly kind: string;
  /** The name of the input that it is about; none if it is about all of them. */
  readonly input?: string;
  /** One sentence for people: what is likely, then what to try. */
  readonly message: string;
}
