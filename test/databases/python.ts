import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInVenv } from "../../support/python.js";
import type { Answer, Database } from "./database.js";

/**
 * A database that runs within a Python process, by `engines.py`. The tables are JSON Lines in the folder.
 * @param engine its name there
 */
export async function startPython(engine: string, folder: string): Promise<Database> {
  const call = async <Told>(request: object): Promise<Told> => {
    const file = join(folder, `${engine}-request.json`);
    writeFileSync(file, JSON.stringify(request));
    const printed = await runInVenv("python", ["test/databases/engines.py", engine, folder, file], {
      SPARK_LOCAL_IP: "127.0.0.1",
    });
    return JSON.parse(printed.trim().split("\n").at(-1) ?? "") as Told;
  };
  const { version } = await call<{ version: string }>({});
  return {
    version,
    run: async (statements) => (await call<{ answers: Answer[] }>({ statements })).answers,
    stop: async () => undefined,
  };
}
