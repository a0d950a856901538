/** The values of `--color`. */
export const COLOR_CHOICES = ["auto", "always", "never"] as const;

/** One of {@link COLOR_CHOICES}. */
export type ColorChoice = (typeof COLOR_CHOICES)[number];
