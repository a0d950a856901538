/** A namespace that a run doesn't check against, although foreign IDs may belong to it. */
export interface CandidateNamespace {
  /** Its unique key. */
  readonly uniqueKey: string;
  /** Its description in a hint: `ChatRoom in the environment "staging"`. */
  readonly label: string;
  /** The instruction in a hint for checking against it: `pass --env "staging"`. */
  readonly remedy: string;
}
