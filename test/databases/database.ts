/** A statement, with the values of its parameters. Values are hex digits. */
export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly string[];
  /** Whether it returns a number, in one row; otherwise it returns nothing. */
  readonly returns: boolean;
}

/** The result of a statement, and its duration. */
export interface Answer {
  readonly value: number | null;
  readonly seconds: number;
}

/** A database with the tables of {@link ./tables.ts} in it. */
export interface Database {
  /** Its name and version. */
  readonly version: string;
  run(statements: readonly Statement[]): Promise<readonly Answer[]>;
  stop(): Promise<void>;
}
