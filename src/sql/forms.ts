import { ErrorCode, rangeError } from "../format/errors.js";
import type { Dialect, FunctionBody, ReturnType } from "./dialect.js";
import { dialectOf } from "./dialects.js";
import type { WriteConstant } from "./hmac.js";
import { quoteName } from "./names.js";
import { checkOneOf, SQL_FORMS, type SqlOptions } from "./options.js";

/** An expression to write in one of the forms. */
export interface Written {
  /** Returns the expression for its text argument. */
  readonly body: FunctionBody;
  readonly returns: ReturnType;
  /** The default column. */
  readonly column: string;
  /** The default name of the function or the new column. */
  readonly name: string;
}

/**
 * Writes an expression in the requested form.
 * @throws RangeError (`ERR_DO_ARGUMENT`) for options that can't be combined
 */
export function writeSql({ body, returns, column, name }: Written, options: SqlOptions): string {
  const { as = "expression", table, parameters } = options;
  const dialect = dialectOf(options.dialect);
  checkOneOf("as", as, SQL_FORMS);
  if ((table !== undefined) !== (as === "query")) {
    throw rangeError(ErrorCode.argument, "The option table is required for a query, and not allowed otherwise.");
  }
  const source = () => quoteName(dialect, "column", options.column ?? column);
  const target = () => quoteName(dialect, "name", options.name ?? name);
  if (as === "expression") return body(source());
  if (as === "query") {
    return `SELECT *, ${body(source())} AS ${target()}\nFROM ${quoteName(dialect, "table", table ?? "")};`;
  }
  if (parameters !== undefined) throw rangeError(ErrorCode.argument, "A function can't have statement parameters.");
  if (dialect.createFunction === undefined) {
    throw rangeError(ErrorCode.argument, `${options.dialect} has no SQL functions: use an expression or a query.`);
  }
  return dialect.createFunction(target(), body, returns);
}

/** How constants are written: as literals, or as parameters. */
export function constantWriter(dialect: Dialect, parameters: string[] | undefined): WriteConstant {
  if (parameters === undefined) return dialect.bytes;
  return (hex) => dialect.fromHex(dialect.parameter(parameters.push(hex)));
}
