/** A request as plain data. The body is read completely. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: [name: string, value: string][];
  readonly redirect?: Request["redirect"];
  readonly body: Uint8Array;
}

/** A response as plain data. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: [name: string, value: string][];
  readonly body: Uint8Array;
}

export async function packRequest(request: Request): Promise<HttpRequest> {
  const { url, method, redirect } = request;
  return { url, method, redirect, headers: [...request.headers], body: new Uint8Array(await request.arrayBuffer()) };
}

export function unpackRequest({ url, body, ...init }: HttpRequest): Request {
  return new Request(url, { ...init, body: orNull(body) });
}

export async function packResponse(response: Response): Promise<HttpResponse> {
  const { status, statusText } = response;
  return { status, statusText, headers: [...response.headers], body: new Uint8Array(await response.arrayBuffer()) };
}

export function unpackResponse({ body, ...init }: HttpResponse): Response {
  return new Response(orNull(body), init);
}

/** A GET, or a status such as 204, must have no body, not even an empty one. */
function orNull(body: Uint8Array): Uint8Array<ArrayBuffer> | null {
  return body.length === 0 ? null : (body as Uint8Array<ArrayBuffer>);
}
