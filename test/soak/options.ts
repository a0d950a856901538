import { parseArgs } from "node:util";

/** The parts of the soak. */
export const PARTS = ["serve", "check"] as const;
export type Part = (typeof PARTS)[number];

/** What is to be run. */
export interface SoakChoice {
  readonly minutes: number;
  readonly kills: number;
  readonly seed: string;
  readonly parts: readonly Part[];
}

/** Reads the command line. @throws Error that says what is wrong with it */
export function readOptions(args: readonly string[]): SoakChoice {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "10" },
      kills: { type: "string", default: "200" },
      seed: { type: "string", default: String(Date.now()) },
      only: { type: "string" },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes >= 0.1 && minutes <= 10_000))
    throw new Error(`--minutes must be from 0.1 to 10000, got ${values.minutes}`);
  const kills = Number(values.kills);
  if (!Number.isSafeInteger(kills) || kills < 1)
    throw new Error(`--kills must be an integer from 1, got ${values.kills}`);
  const parts = PARTS.filter((part) => values.only === undefined || values.only === part);
  if (parts.length === 0) throw new Error(`--only must be one of ${PARTS.join(", ")}, got ${values.only}`);
  return { minutes, kills, seed: values.seed, parts };
}
