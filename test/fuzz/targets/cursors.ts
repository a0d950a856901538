import { makeCursor, readCursor } from "../../../src/rest/cursor.js";
import { requireSame } from "../require.js";
import type { Target } from "../target.js";

const ACCOUNTS = ["0".repeat(32), "f".repeat(32), "F".repeat(32), "0123456789abcdef".repeat(2)];
const NAMESPACES = ["", "a", "my-worker-ChatRoom", "é", "\ud800", "0".repeat(64)];

/** A cursor is refused unless it is the one spelling that was made for its account and namespace. */
export const cursors: Target = {
  name: "cursors",
  open() {
    const secret = new Uint8Array(32).fill(7);
    const scopes = ACCOUNTS.flatMap((account) => NAMESPACES.map((namespace) => ({ account, namespace })));
    return {
      generate: (random) =>
        Buffer.from(makeCursor(secret, random.pick(scopes), Buffer.from(random.bytes(32)).toString("hex"))),
      run(input) {
        const text = Buffer.from(input).toString();
        for (const scope of scopes) {
          const id = readCursor(secret, scope, text);
          if (id !== undefined) requireSame(makeCursor(secret, scope, id), text);
        }
        return undefined;
      },
    };
  },
};
