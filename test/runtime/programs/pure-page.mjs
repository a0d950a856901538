// A page that asks for the pure engine by name.
import { DurableObjectNamespace } from "durable-id";
import { createValidator, idsFromNames } from "durable-id/bulk";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom", engine: "pure" });
const ids = [...idsFromNames(rooms, ["foo"]), String(rooms.newUniqueId())];
const { tally } = createValidator([rooms]).check(ids);
document.querySelector("#page").textContent = `${tally.valid} valid: ${ids[0]}`;
