/** Put in by `scripts/bundle.mjs`, from package.json. */
declare const DURABLE_ID_VERSION: string | undefined;

/** The version of the package; `source` where it is run without being built. */
export const version = typeof DURABLE_ID_VERSION === "string" ? DURABLE_ID_VERSION : "source";
