import { ErrorCode, rangeError } from "../format/errors.js";
import type { Dialect, FunctionBody, ReturnType } from "./dialect.js";
import { dialectOf } from "./dialects.js";
import type { WriteConstant } from "./hmac.js";
import { quoteName } from "./names.js";
import { checkOneOf, SQL_FORMS, type SqlOptions } from "./options.js";

/** An expression that is to be written in some form. */
export interface Written {
  /** Makes the expression of the text that it is about. */
  readonly body: FunctionBody;
  readonly returns: ReturnType;
  /** The column, if no option names one. */
  readonly column: string;
  /** The name of the function or the new column, if no option names it. */
  readonly name: string;
}

/**
 * Writes an expression in the form that is asked for.
 * @throws RangeError (`ERR_DO_ARGUMENT`) for options that don't go together
 */
export function writeSql({ body, returns, column, name }: Written, options: SqlOptions): string {
  const { as = "expression", table, parameters } = options;
  const dialect = dialectOf(options.dialect);
  checkOneOf("as", as, SQL_FORMS);
  if ((table !== undefined) !== (as === "query")) {
    throw rangeError(ErrorCode.argument, "A query needs the option table, and nothing else takes it.");
  }
  const source = () => quoteName(dialect, "column", options.column ?? column);
  const target = () => quoteName(dialect, "name", options.name ?? name);
  if (as === "expression") return body(source());
  if (as === "query") {
    return `SELECT *, ${body(source())} AS ${target()}\nFROM ${quoteName(dialect, "table", table ?? "")};`;
  }
  if (parameters !== undefined)
    throw rangeError(ErrorCode.argument, "A function can't have parameters of a statement.");
  if (dialect.createFunction === undefined) {
    throw rangeError(ErrorCode.argument, `${options.dialect} has no functions in SQL: use an expression or a query.`);
  }
  return dialect.createFunction(target(), body, returns);
}

/** How constants are written: into the SQL, or as parameters. */
export function constantWriter(dialect: Dialect, parameters: string[] | undefined): WriteConstant {
  if (parameters === undefined) return dialect.bytes;
  return (hex) => dialect.fromHex(dialect.parameter(parameters.push(hex)));
}
