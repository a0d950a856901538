/** Runs in a real workerd: a request brings IDs in its body, and they are validated in one of several ways. */

/** What of workerd's own namespace is needed here. */
interface NativeNamespace {
  idFromString(digits: string): unknown;
}

/** As much of the installed library as is used here. */
interface Library<Home> {
  readonly DurableObjectNamespace: new (options: { uniqueKey: string }) => Home;
  readonly createValidator: (namespaces: readonly Home[]) => {
    check(ids: readonly string[] | Uint8Array): { readonly tally: { readonly valid: number } };
  };
  readonly engineReport: () => { readonly name: string };
}

/** The unique key of `env.ROOMS`. */
export const UNIQUE_KEY = "bench-worker";

/** A Worker; each of its paths answers with how many of the IDs are valid. */
export function createWorker<Home>({ DurableObjectNamespace, createValidator, engineReport }: Library<Home>) {
  // Made at the first request that needs it, and kept, as usual in a Worker.
  let made: ReturnType<typeof createValidator> | undefined;
  const validator = (): ReturnType<typeof createValidator> => {
    made ??= createValidator([new DurableObjectNamespace({ uniqueKey: UNIQUE_KEY })]);
    return made;
  };
  const ways: Readonly<Record<string, (request: Request, rooms: NativeNamespace) => Promise<unknown>>> = {
    "/engine": async () => engineReport().name,
    /** Only reads the body, as JSON and as rows of 64 digits. */
    "/json": async (request) => ((await request.json()) as string[]).length,
    "/bytes": async (request) => (await request.arrayBuffer()).byteLength / 64,
    "/check": async (request) => validator().check((await request.json()) as string[]).tally.valid,
    "/check-rows": async (request) => validator().check(new Uint8Array(await request.arrayBuffer())).tally.valid,
    "/loop": async (request, rooms) => {
      let valid = 0;
      for (const id of (await request.json()) as string[]) {
        try {
          rooms.idFromString(id);
          valid++;
        } catch {
          // Not valid: the runtime gives no more detail.
        }
      }
      return valid;
    },
  };
  return {
    async fetch(request: Request, { ROOMS }: { readonly ROOMS: NativeNamespace }): Promise<Response> {
      const way = ways[new URL(request.url).pathname];
      if (way === undefined) return new Response("no such way", { status: 404 });
      return Response.json(await way(request, ROOMS));
    },
  };
}

/** workerd needs a class for each namespace. */
export class TestObject {}
