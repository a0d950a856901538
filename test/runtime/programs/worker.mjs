// A Worker: it answers every request.
import vectors from "./vectors.mjs";
import { answer } from "./web.mjs";

export default { fetch: async () => Response.json(await answer(vectors)) };
