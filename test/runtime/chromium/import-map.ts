/**
 * Where a browser without a bundler finds everything: the package's subpaths, its own modules `#wasm-module` and `#scanner-module`, and
 * its dependency. Import maps don't reach into web workers.
 */
export const IMPORT_MAP = {
  imports: {
    "durable-id": "/node_modules/durable-id/dist/index.js",
    "durable-id/host": "/node_modules/durable-id/dist/host.js",
    "durable-id/pure": "/node_modules/durable-id/dist/pure.js",
    "durable-id/remote": "/node_modules/durable-id/dist/remote.js",
    "durable-id/rest": "/node_modules/durable-id/dist/rest.js",
    "#wasm-module": "/node_modules/durable-id/dist/engine/module.js",
    "#scanner-module": "/node_modules/durable-id/dist/engine/scan/module.js",
    "@noble/hashes/": "/node_modules/@noble/hashes/",
  },
} as const;
