import { expect } from "vitest";

/** An element of XML. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN = /<\?xml [^>]*\?>|<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|[^<]+/gy;

/** Reads XML without comments, DTD or namespaces, and fails for anything that is not well-formed. */
export function parseXml(xml: string): XmlElement {
  // XML 1.0 allows no other characters.
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  let end = 0;
  for (const match of xml.matchAll(TOKEN)) {
    const [token, closed, opened, attributes, isEmpty] = match;
    end = match.index + token.length;
    const parent = open[open.length - 1];
    if (closed !== undefined) expect(open.pop()?.name).toBe(closed);
    else if (opened !== undefined) {
      const element = { name: opened, attributes: attributesOf(attributes), children: [], text: "" };
      parent.children.push(element);
      if (isEmpty === "") open.push(element);
    } else if (!token.startsWith("<?")) parent.text += decodeReferences(token);
  }
  expect([end, open]).toEqual([xml.length, [root]]);
  expect(root.children).toHaveLength(1);
  return root.children[0];
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    // A parser turns white space that is not escaped into spaces.
    Array.from(text.matchAll(/([\w-]+)="([^"]*)"/g), ([, name, value]) => [
      name,
      decodeReferences(value.replace(/\s/g, " ")),
    ]),
  );
}

function decodeReferences(text: string): string {
  expect(text.replace(/&(#\d+|amp|lt|gt|quot|apos);/g, "")).not.toContain("&");
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
