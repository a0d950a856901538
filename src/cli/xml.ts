/** Characters that XML 1.0 can't represent, even as a character reference: control characters, lone surrogates and two noncharacters. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Characters that are special in XML. White space is included, because parsers turn it into spaces in attributes. */
const SPECIAL = /[&<>"\t\n\r]/g;

/** An element. Attributes that are `undefined` are left out; the content must already be XML. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...content: readonly string[]
): string {
  const tag = [name];
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag.push(`${key}="${escapeXml(String(value))}"`);
  }
  if (content.length === 0) return `<${tag.join(" ")}/>`;
  return `<${tag.join(" ")}>${content.join("")}</${name}>`;
}

/** Escapes text for XML content and attributes. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
