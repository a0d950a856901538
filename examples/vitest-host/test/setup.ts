import { startChat } from "./chat";

// What `import { env } from "cloudflare:workers"` gives in a test: the env of the last host that was made.
startChat();
