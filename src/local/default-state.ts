/** The folder in which `wrangler dev` and the Vite plugin keep a project's state. */
export const DEFAULT_STATE = ".wrangler/state/v3";
