/** A namespace that a run doesn't check against, although foreign IDs may be of it. */
export interface CandidateNamespace {
  /** Its unique key. */
  readonly uniqueKey: string;
  /** What it is, in the words of a hint: `ChatRoom in the environment "staging"`. */
  readonly label: string;
  /** How a run checks against it, in the words of a hint: `pass --env "staging"`. */
  readonly remedy: string;
}
