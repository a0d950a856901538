/** `vectors/vectors.json`: its README explains each field. */
export interface SharedVectors {
  readonly jurisdictionCodes: Readonly<Record<string, number>>;
  readonly keys: readonly {
    readonly uniqueKey: string;
    readonly uniqueKeyHex: string;
    readonly rootKey: string;
    readonly jurisdictionKeys: Readonly<Record<string, string>>;
    readonly celld?: { readonly script: string; readonly class: string };
  }[];
  readonly named: readonly (SharedVector & NameOfVector & { readonly name?: string })[];
  readonly unique: readonly (SharedVector & { readonly base: string })[];
  readonly strings: readonly {
    readonly key: number;
    readonly within?: string;
    readonly string: string;
    readonly verdict: "valid" | "malformed" | "foreign" | "wrongJurisdiction";
    readonly jurisdiction?: string;
    readonly reason?: string;
    readonly source: string;
  }[];
}

interface SharedVector {
  readonly key: number;
  readonly jurisdiction?: string;
  readonly id: string;
  readonly source: string;
}

interface NameOfVector {
  readonly nameHex: string;
  readonly times?: number;
}

/** The bytes of a name, in hex. */
export function repeatedName({ nameHex, times = 1 }: NameOfVector): string {
  return nameHex.repeat(times);
}
