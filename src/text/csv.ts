/** A CSV field, quoted if needed. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? quotedField(text) : text;
}

/** A quoted CSV field. */
export function quotedField(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
