import { badParameter } from "./faults.js";

/** What a number in the query may be, both ends included, and what it is where it isn't given. */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/** Bounds of the parameters, as the OpenAPI document has them too. */
export const BOUNDS = {
  /** The product's own. */
  limit: { minimum: 10, maximum: 10_000, default: 1000 },
  page: { minimum: 1, maximum: 1_000_000_000, default: 1 },
  /** The default is the most there can be: old SDKs ask for one page, and take it for all there is. */
  per_page: { minimum: 1, maximum: 10_000, default: 10_000 },
} as const satisfies Readonly<Record<string, Bounds>>;

/**
 * A whole number of the query, which may come as `10.0`: Python's SDK sends floats.
 * @throws ApiFault 400 for anything else, the empty string too, and where it is given twice
 */
export function readNumber(query: URLSearchParams, name: keyof typeof BOUNDS): number {
  const { minimum, maximum, default: otherwise } = BOUNDS[name];
  const values = query.getAll(name);
  if (values.length === 0) return otherwise;
  const value = values.length === 1 && /^\d{1,15}(\.0*)?$/.test(values[0]) ? Number(values[0]) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw badParameter(name, values, `an integer from ${minimum} to ${maximum}`);
}

/** A text of the query that is given at most once. */
export function readText(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length < 2) return values[0];
  throw badParameter(name, values, "given once");
}
