import { MemoryDirectory } from "../../src/directory/memory.js";
import { DurableObjectNamespace } from "../../src/namespace/namespace.js";
import { createListingApi } from "../../src/rest/api.js";
import { authenticator } from "../../src/rest/auth.js";
import { type Listening, listen } from "../../src/serve/http.js";
import { createSite } from "../../src/serve/site.js";
import { SeededRandom } from "../../support/random.js";

export const TOKEN = "browser-test-token";
export const ROOMS = "chat-ChatRoom";
/** A script that would run if text of a directory were treated as HTML. */
export const HOSTILE = "<img src=x onerror=alert(1)>";

const random = new SeededRandom("browser");
const secretKey = random.bytes(32);
export const rooms = new DurableObjectNamespace({ uniqueKey: ROOMS, randomBytes: random.bytes });
export const vault = new DurableObjectNamespace({ key: secretKey, randomBytes: random.bytes });

/** The forms in which the secret key must never reach the page. */
export const SECRET_FORMS = ["hex", "base64", "latin1"].map((form) =>
  Buffer.from(secretKey).toString(form as BufferEncoding),
);

/** The site as `serve` makes it, over a directory with what a page can trip over. */
export async function startSite(): Promise<Listening & { roomIds: string[]; vaultObject: string }> {
  const directory = new MemoryDirectory();
  directory.add({ uniqueKey: ROOMS, script: "chat", class: "ChatRoom" });
  directory.add({ uniqueKey: "chat-Presence", script: "chat", class: "Presence", useSqlite: false });
  directory.add({ uniqueKey: HOSTILE, script: `shop ${HOSTILE}`, class: HOSTILE });
  const { id: vaultId } = directory.add({ key: secretKey, script: "vault", class: "Safe" });
  const roomIds = Array.from({ length: 125 }, () => String(rooms.newUniqueId())).sort();
  await directory.record(
    ROOMS,
    roomIds.map((id, i) => ({ id, hasStoredData: [true, false, undefined][i % 3] })),
  );
  const vaultObject = String(vault.newUniqueId());
  await directory.record(vaultId, [{ id: vaultObject, hasStoredData: true }]);
  const auth = { tokens: [TOKEN] };
  const onError = (error: unknown) => {
    throw error;
  };
  const site = createSite({
    api: createListingApi({ directory, auth, onError }),
    directory,
    authenticate: authenticator(auth),
    accountId: "0".repeat(32),
    onError,
  });
  return { ...(await listen(site, 0, "127.0.0.1")), roomIds, vaultObject };
}
