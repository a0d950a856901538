export { CliError, InputError } from "../cli/errors.js";
