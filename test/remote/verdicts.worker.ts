import { type BoundNamespace, createVerdictHandler } from "../../src/remote.js";

/** The token of {@link fetch}. */
export const TOKEN = "the-token-of-the-test";

interface Env {
  readonly ROOMS: BoundNamespace;
  readonly CARTS: BoundNamespace;
}

const verdicts = createVerdictHandler<Env>({ namespaces: ({ ROOMS, CARTS }) => ({ ROOMS, CARTS }), token: TOKEN });

export default { fetch: (request: Request, env: Env): Promise<Response> => verdicts(request, env) };

/** workerd expects a class for each namespace. */
export class TestObject {}
