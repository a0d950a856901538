/** An option that names one key, or the keys of a configuration. */
export type KeySource = { readonly uniqueKey: string } | { readonly keyFile: string } | { readonly config: string };

/** Options that select keys. */
export interface KeyChoice {
  /** The environment of the configuration. */
  readonly env?: string | undefined;
  /** The Worker with the selected class. */
  readonly worker?: string | undefined;
  /** The selected class of the Worker, or of the configuration. */
  readonly class?: string | undefined;
}

/** A key, with the label of its namespace. */
export type Key =
  | {
      readonly label: string;
      readonly uniqueKey: string;
      /** Whether the key is from before its class was renamed or transferred. */
      readonly isFormer: boolean;
      /** The class that has it now, if known. */
      readonly className?: string | undefined;
    }
  | { readonly label: string; readonly keyFile: string };

/** A key with two labels: a short one, and a longer one in case that another key has the same short one. */
export type UnlabelledKey = Key & { readonly longLabel: string };
