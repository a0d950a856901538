import { expect, it } from "vitest";
import { listen } from "../../src/serve/http.js";

it("`close` answers the request that is being handled, and accepts no others", async () => {
  let release: (response: Response) => void = () => undefined;
  let arrived: () => void = () => undefined;
  const underWay = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const held = new Promise<Response>((resolve) => {
    release = resolve;
  });
  const { origin, close } = await listen(
    (request) => {
      if (new URL(request.url).pathname !== "/slow") return Promise.resolve(new Response("quick"));
      arrived();
      return held;
    },
    0,
    "127.0.0.1",
  );
  // An idle keep-alive connection doesn't delay the end.
  expect(await (await fetch(`${origin}/quick`)).text()).toBe("quick");
  const slow = fetch(`${origin}/slow`);
  await underWay;
  let isClosed = false;
  const closed = close().then(() => {
    isClosed = true;
  });
  await expect(fetch(`${origin}/quick`)).rejects.toThrow();
  expect(isClosed).toBe(false);
  release(new Response("slow"));
  expect(await (await slow).text()).toBe("slow");
  await closed;
});

it("a port that is in use gives the system's error", async () => {
  const handler = () => Promise.resolve(new Response());
  const first = await listen(handler, 0, "127.0.0.1");
  const port = Number(new URL(first.origin).port);
  await expect(listen(handler, port, "127.0.0.1")).rejects.toMatchObject({ code: "EADDRINUSE" });
  await first.close();
});
