import { ErrorCode, typeError } from "../format/errors.js";

/** A value in a parsed configuration, with its path for errors. As in wrangler, null counts as missing. */
export class ConfigValue {
  readonly #value: unknown;
  readonly #path: string;

  /**
   * Wraps a value.
   * @param value the value from a parser of JSON or TOML
   * @param path its path, such as `durable_objects.bindings[0]`; empty for the configuration itself
   */
  constructor(value: unknown, path = "") {
    this.#value = value ?? undefined;
    this.#path = path;
  }

  get isMissing(): boolean {
    return this.#value === undefined;
  }

  /** The names of an object's members; empty if it is missing. */
  names(): string[] {
    return Object.keys(this.#object());
  }

  /** A member of an object. Both may be missing. */
  get(name: string): ConfigValue {
    const object = this.#object();
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return new ConfigValue(value, this.#path === "" ? name : `${this.#path}.${name}`);
  }

  /** The elements of an array; empty if it is missing. */
  list(): ConfigValue[] {
    if (this.#value === undefined) return [];
    if (!Array.isArray(this.#value)) throw this.#wrongType("an array");
    return this.#value.map((element, i) => new ConfigValue(element, `${this.#path}[${i}]`));
  }

  /** A required string. */
  text(): string {
    if (typeof this.#value !== "string" || this.#value === "") throw this.#wrongType("a non-empty string");
    return this.#value;
  }

  /** A string, or undefined if it is missing or empty. */
  optionalText(): string | undefined {
    return this.#value === undefined || this.#value === "" ? undefined : this.text();
  }

  #object(): Readonly<Record<string, unknown>> {
    if (this.#value === undefined) return {};
    if (typeof this.#value !== "object" || Array.isArray(this.#value)) throw this.#wrongType("an object");
    return this.#value as Readonly<Record<string, unknown>>;
  }

  #wrongType(expected: string): TypeError {
    return typeError(ErrorCode.config, `${this.#path || "The configuration"} must be ${expected}.`);
  }
}
