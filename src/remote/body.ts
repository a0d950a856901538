/** A body, or the reason why it is missing. */
export type Body = { readonly text: string } | "too-long" | "broken";

/** The argument of {@link readBody}: a request or a response. */
interface WithBody {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** Reads a body of at most `limit` bytes. Never buffers more than that, whatever the headers claim. */
export async function readBody({ headers, body }: WithBody, limit: number): Promise<Body> {
  if (Number(headers.get("content-length")) > limit) {
    await body?.cancel().catch(() => undefined);
    return "too-long";
  }
  if (body === null) return { text: "" };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return { text: text + decoder.decode() };
      size += value.length;
      if (size > limit) {
        await reader.cancel();
        return "too-long";
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return "broken";
  }
}
