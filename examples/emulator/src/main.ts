import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { Emulator } from "./emulator.js";
import { serve } from "./server.js";

const { values } = parseArgs({
  options: {
    config: { type: "string", default: "wrangler.jsonc" },
    "persist-to": { type: "string", default: ".wrangler/state" },
    port: { type: "string", default: "8787" },
  },
});

const emulator = await Emulator.start(values.config, `${values["persist-to"]}/v3`);
const server = serve(emulator);
server.listen(Number(values.port), "127.0.0.1", () => {
  console.log(`Ready on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    server.close();
    server.closeAllConnections();
    await emulator.close();
    process.exit();
  });
}
