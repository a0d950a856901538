// A page that asks for the pure engine by name.
import { createValidator, DurableObjectNamespace, idsFromNames } from "durable-id";

const rooms = new DurableObjectNamespace({ uniqueKey: "my-worker-ChatRoom", engine: "pure" });
const ids = [...idsFromNames(rooms, ["foo"]), String(rooms.newUniqueId())];
const { tally } = createValidator([rooms]).check(ids);
document.querySelector("#page").textContent = `${tally.valid} valid: ${ids[0]}`;
