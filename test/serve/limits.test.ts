import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Handler, type Limits, type Listening, listen } from "../../src/serve/http.js";

/*
 * Limits on what a client can use before it authenticates. The tests set short limits, so that each takes about a second.
 */
const REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const MANY = 500_000;

async function serve(handler: Handler, limits: Partial<Limits> = {}): Promise<Listening> {
  const server = await listen(handler, 0, "127.0.0.1", { patience: 500, connections: 100, ...limits });
  onTestFinished(() => server.close());
  return server;
}

async function open({ origin }: Listening): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  // Writing to a connection that the server has closed fails.
  socket.on("error", () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, "connect");
  return socket;
}

/** Resolves when either side closes a connection. */
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once("close", () => resolve()));

/** Everything that arrives until the server closes the connection. */
async function readAll(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    text += chunk;
  });
  await closed(socket);
  return text;
}

const ok: Handler = () => Promise.resolve(new Response("ok"));

describe("a client that sends requests and reads no answers", () => {
  it("gets only as many answers as the system buffers, and is disconnected; other clients are served", async () => {
    let answers = 0;
    const body = "x".repeat(256 * 1024);
    const server = await serve(() => {
      answers++;
      return Promise.resolve(new Response(body));
    });
    const socket = await open(server);
    socket.pause();
    // More than the systems buffer: the end of the connection shows as a failed write.
    socket.write(REQUEST.repeat(MANY));
    await closed(socket);
    expect(answers).toBeGreaterThan(0);
    // 256 KiB each. Without a limit it was 1,700, all those of the first chunk.
    expect(answers).toBeLessThan(200);
    expect((await (await fetch(server.origin)).text()).length).toBe(body.length);
  }, 30_000);

  it("keeps its connection as long as it keeps reading", async () => {
    // Long enough to be read for longer than the server's patience, which is long for the pauses of a busy machine.
    const size = 32 * 2 ** 20;
    const server = await serve(() => Promise.resolve(new Response("x".repeat(size))), { patience: 2000 });
    const socket = await open(server);
    socket.write(REQUEST.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    let received = 0;
    for await (const chunk of socket) {
      received += (chunk as Buffer).length;
      await setTimeout(5);
    }
    expect(received).toBeGreaterThan(size);
  }, 30_000);
});

describe("a client that sends many requests and reads", () => {
  it("gets all answers, in order, one at a time", async () => {
    let number = 0;
    let underWay = 0;
    let most = 0;
    const server = await serve(async ({ url }) => {
      most = Math.max(most, ++underWay);
      await setImmediate();
      underWay--;
      return new Response(`[${new URL(url).pathname.slice(1)} ${number++}]`);
    });
    const socket = await open(server);
    const count = 2000;
    const requests = Array.from({ length: count }, (_, i) => REQUEST.replace("/", `/${i}`));
    requests[count - 1] = requests[count - 1].replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    socket.write(requests.join(""));
    const answers = [...(await readAll(socket)).matchAll(/\[(\d+) (\d+)\]/g)].map(([, path, turn]) => [path, turn]);
    expect(answers).toEqual(requests.map((_, i) => [String(i), String(i)]));
    expect(most).toBe(1);
  }, 60_000);

  it.each([
    ["of something other than HTTP", "nonsense\r\n\r\n", 400],
    ["of CONNECT", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405],
  ])("gets the refusal %s after the answers before it", async (_, bytes, status) => {
    const server = await serve(async () => {
      await setTimeout(20);
      return new Response("ok");
    });
    const socket = await open(server);
    socket.write(REQUEST + REQUEST + bytes);
    const answers = [...(await readAll(socket)).matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => Number(match[1]));
    expect(answers).toEqual([200, 200, status]);
  });

  it("may wait longer for an answer than the time it has for sending a request", async () => {
    const server = await serve(
      async () => {
        await setTimeout(600);
        return new Response("late");
      },
      { patience: 100 },
    );
    expect(await (await fetch(server.origin)).text()).toBe("late");
  });
});

describe("a client that is idle", () => {
  it.each([
    ["without a request", ""],
    ["within a request", "GET / HTTP/1.1\r\nHost: loc"],
    ["within a request's body", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc"],
  ])("is disconnected %s", async (_, bytes) => {
    const socket = await open(await serve(ok, { patience: 200 }));
    socket.write(bytes);
    expect(await readAll(socket)).toMatch(/HTTP\/1\.1 408 .*"success":false/s);
  });

  it("is disconnected after a request", async () => {
    const socket = await open(await serve(ok, { patience: 200 }));
    socket.write(REQUEST);
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*ok$/s);
  });
});

it("closes connections beyond the limit at once, until others have ended", async () => {
  const server = await serve(ok, { connections: 2, patience: 10_000 });
  const first = await open(server);
  const second = await open(server);
  const third = await open(server);
  third.write(REQUEST);
  expect(await readAll(third)).toBe("");
  first.destroy();
  second.write(REQUEST);
  await once(second, "data");
  const fourth = await open(server);
  fourth.write(REQUEST);
  expect(String(((await once(fourth, "data")) as [Buffer])[0])).toContain("200 OK");
});
