/** Verdicts and IDs as SQL. The build makes one file of this folder, so that an import of the package reads fewer. */
export { type SqlNamespace, sqlExpression } from "./expression.js";
export { sqlIdFromName } from "./id-from-name.js";
export {
  SQL_DIALECTS,
  SQL_FORMS,
  SQL_RESULTS,
  type SqlDialect,
  type SqlForm,
  type SqlOptions,
  type SqlResult,
  type SqlVerdictOptions,
} from "./options.js";
