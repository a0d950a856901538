/** A Durable Object class of a Worker, and the unique key that a local runtime gives its namespace. */
export interface ClassKey {
  /** The name of the class. */
  readonly className: string;
  /** The name of the Worker that exports it. */
  readonly script: string;
  /** `<script>-<className>`. */
  readonly uniqueKey: string;
}

/** The key of a Worker's class. */
export function classKey(script: string, className: string): ClassKey {
  return { className, script, uniqueKey: `${script}-${className}` };
}
