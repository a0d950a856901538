import { DurableObjectNamespace, packId, unpackId } from "../../../src/index.js";
import { requireCoded, requireSame } from "../require.js";
import type { Target } from "../target.js";

const NAMES = ["lobby", "", "é", "\ud800", "x".repeat(1024), "x".repeat(1025), "\0"];
const VERSION_AND_ID = 33;

/** `unpackId` refuses bytes with a coded error, or gives an ID that packs to these very bytes. */
export const packedIds: Target = {
  name: "packed-ids",
  open() {
    const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom" });
    const scopes = [
      rooms,
      rooms.jurisdiction("eu"),
      new DurableObjectNamespace({ key: new Uint8Array(32), jurisdictions: {} }),
    ];
    return {
      generate(random) {
        const scope = random.pick(scopes);
        const packed = Buffer.from(packId(scope.idFromName(random.pick(NAMES))));
        // A sound ID with another name behind it: bytes alone hardly ever get past the tag.
        return random.below(2)
          ? packed
          : Buffer.concat([packed.subarray(0, VERSION_AND_ID), random.bytes(random.below(12))]);
      },
      run(input) {
        for (const scope of scopes) {
          const id = requireCoded(() => unpackId(scope, input));
          if (id !== undefined)
            requireSame(Buffer.from(packId(id)).toString("hex"), Buffer.from(input).toString("hex"));
        }
        return undefined;
      },
    };
  },
};
