import { startChat } from "./chat";

// `import { env } from "cloudflare:workers"` gives the env of the last host that was made.
startChat();
