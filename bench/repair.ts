import { createValidator, DurableObjectNamespace, type EngineName } from "durable-id";

/*
 * How many damaged IDs one thread repairs, by the processor's time: `node scripts/run.mjs bench/repair.ts`, after
 * `npm run build`.
 */
const COUNT = 3000;

/** The damage of an ID, by the measured step of the repair. */
const DAMAGES: Readonly<Record<string, (id: string) => string>> = {
  cleaned: (id) => ` "${id}"`,
  completed: (id) => id.slice(0, 55),
  "searched, 64 digits": (id) => `${id[0] === "0" ? "1" : "0"}${id.slice(1)}`,
  "searched, 63 digits": (id) => id.slice(1),
};

for (const engine of ["wasm", "pure"] satisfies EngineName[]) {
  for (const count of [1, 4]) {
    const namespaces = Array.from(
      { length: count },
      (_, i) => new DurableObjectNamespace({ uniqueKey: `${i}`, engine }),
    );
    const validator = createValidator(namespaces);
    for (const [name, damage] of Object.entries(DAMAGES)) {
      const size = engine === "pure" ? COUNT / 20 : COUNT;
      const texts = Array.from({ length: size }, () => damage(String(namespaces[count - 1].newUniqueId())));
      for (const text of texts.slice(0, size / 10)) validator.repair(text);
      const before = process.cpuUsage();
      const repaired = texts.filter((text) => validator.repair(text) !== undefined).length;
      const { user, system } = process.cpuUsage(before);
      if (repaired !== size) throw new Error(`${repaired} of ${size} repaired`);
      const rate = Math.round((size / (user + system)) * 1e6).toLocaleString("en");
      console.log(`${engine}, ${count} ${count === 1 ? "namespace" : "namespaces"}, ${name}: ${rate} a second`);
    }
  }
}
