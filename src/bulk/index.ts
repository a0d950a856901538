export { Verdict } from "../verdict.js";
export { idsFromNames } from "./names.js";
export { type BulkResult, createValidator, type Tally, type Validator, type ValidatorOptions } from "./validator.js";
