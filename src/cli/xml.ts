/** What XML 1.0 can't hold, not even as a character reference: control characters, lone surrogates and two noncharacters. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** What has a meaning in XML. Parsers turn white space in an attribute into spaces, so it is here too. */
const SPECIAL = /[&<>"\t\n\r]/g;

/** An element. Attributes that are `undefined` are left out; the content is XML already. */
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

/** Text as XML, for content and attributes. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
