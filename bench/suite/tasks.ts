/** The measured tasks. One operation is one ID, name or start. */
export const TASKS = {
  "kernel-binary": "Batch kernel: 32-byte IDs",
  "kernel-hex": "Batch kernel: rows of 64 digits",
  "kernel-text": "Batch kernel: lines of text",
  "kernel-dirty": "Batch kernel: lines, 10% malformed",
  "kernel-names": "Batch kernel: IDs of names",
  "kernel-check": "Scalar kernel: one 32-byte ID",
  "kernel-name": "Scalar kernel: the ID of one name",
  verdicts: "string[] → verdicts",
  idFromString: "idFromString",
  idFromName: "idFromName, 18 characters",
  "idFromName-again": "idFromName, a name that came before",
  idsFromNames: "idsFromNames, 18 characters",
  "classify-1": "Whose ID is it, of 1 namespace",
  "classify-10": "Whose ID is it, of 10 namespaces",
  "classify-100": "Whose ID is it, of 100 namespaces",
  "classify-1000": "Whose ID is it, of 1,000 namespaces",
  "start-first": "Start: import → first verdict",
  "start-compile": "Start: module from base64, compiled",
  "start-instance": "Start: instance",
} as const;

export type TaskId = keyof typeof TASKS;

export const TASK_IDS = Object.keys(TASKS) as TaskId[];

/** Who takes part, in the order of tables and charts. */
export const CONTENDERS = {
  wasm: "durable-id, WASM",
  pure: "durable-id, pure",
  "node:crypto": "node:crypto",
  noble: "@noble/hashes",
  "hash-wasm": "hash-wasm",
  workerd: "workerd itself",
  C: "C, gcc -O3",
  "C-folded": "C, folded",
} as const;

export type ContenderId = keyof typeof CONTENDERS;

export const CONTENDER_IDS = Object.keys(CONTENDERS) as ContenderId[];
