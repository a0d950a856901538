/** An option of the command line that names one key, or the keys of a configuration. */
export type KeySource = { readonly uniqueKey: string } | { readonly keyFile: string } | { readonly config: string };

/** Options that choose among keys. */
export interface KeyChoice {
  /** The environment of the configuration. */
  readonly env?: string | undefined;
  /** The Worker whose class is chosen. */
  readonly worker?: string | undefined;
  /** A class of the Worker, or of the configuration. */
  readonly class?: string | undefined;
}

/** A key and what its namespace is called. */
export type Key =
  | {
      readonly label: string;
      readonly uniqueKey: string;
      /** Whether a class of the configuration had it before it was renamed or transferred. */
      readonly isFormer: boolean;
      /** The class that has it now, if that is known. */
      readonly className?: string | undefined;
    }
  | { readonly label: string; readonly keyFile: string };

/** A key with two labels: the short one, and a longer one for the case that another key has the short one too. */
export type UnlabelledKey = Key & { readonly longLabel: string };
