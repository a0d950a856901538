import { badParameter } from "./faults.js";

/** The inclusive range of a number in the query, and its default. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** The ranges of the parameters, which the OpenAPI document also has. */
export const BOUNDS = {
  /** The same as in the product. */
  limit: { minimum: 10, maximum: 10_000, default: 1000 },
  page: { minimum: 1, maximum: 1_000_000_000, default: 1 },
  /** The default is the maximum, because old SDKs request a single page and treat it as the whole list. */
  per_page: { minimum: 1, maximum: 10_000, default: 10_000 },
} as const satisfies Readonly<Record<string, Bounds>>;

/**
 * Reads an integer of the query, also in the form `10.0`, because Python's SDK sends floats.
 * @throws ApiFault 400 for anything else, including an empty string, and if it is given twice
 */
export function readNumber(query: URLSearchParams, name: keyof typeof BOUNDS): number {
  const { minimum, maximum, default: otherwise } = BOUNDS[name];
  const values = query.getAll(name);
  if (values.length === 0) return otherwise;
  const value = values.length === 1 && /^\d{1,15}(\.0*)?$/.test(values[0]) ? Number(values[0]) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw badParameter(name, values, `an integer from ${minimum} to ${maximum}`);
}

/** Reads a string of the query, which may be given at most once. */
export function readText(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length < 2) return values[0];
  throw badParameter(name, values, "given once");
}
