/** Inserted by `scripts/bundle.mjs` from package.json. */
declare const DURABLE_ID_VERSION: string | undefined;

/** The version of the package; `source` if it runs without a build. */
export const version = typeof DURABLE_ID_VERSION === "string" ? DURABLE_ID_VERSION : "source";
