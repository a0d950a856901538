/** The measured operations; one operation is one ID or one name. */
export const OPERATIONS = {
  verdicts: "string[] → verdicts, per ID",
  idFromString: "idFromString",
  idFromName: "idFromName, 18 characters",
  idsFromNames: "idsFromNames, per name",
} as const;

/** The name of an operation. */
export type OperationId = keyof typeof OPERATIONS;

/** All operations, in the order of tables. */
export const OPERATION_IDS = Object.keys(OPERATIONS) as OperationId[];
