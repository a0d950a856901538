/** An engine and the oracle say different things. */
export class Disagreement extends Error {
  constructor(what: string, engine: string, about: unknown, oracle: unknown, given: unknown) {
    const lines = { about, oracle, [engine]: given };
    const shown = Object.entries(lines).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
    super(`${what}:\n${shown.join("\n")}`);
    this.name = "Disagreement";
  }
}
