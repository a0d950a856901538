import { readFileSync } from "node:fs";
import GithubSlugger from "github-slugger";
import { fromMarkdown } from "mdast-util-from-markdown";
import { toString as textOf } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { docstringsOf } from "./docstrings.js";

/** A block of code on a page. */
export interface Block {
  /** The page's path from the root of the repository. */
  readonly page: string;
  /** The line of the opening fence, from 1: the code starts on the next. */
  readonly line: number;
  /** The first word after the fence, or an empty string. */
  readonly language: string;
  /** The words after the language, which GitHub ignores. */
  readonly words: readonly string[];
  readonly code: string;
}

/** A link or an image. */
export interface Link {
  readonly page: string;
  readonly line: number;
  readonly url: string;
}

/** Code in running text: `npm test`. */
export interface Code {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

/** The tested parts of a page. */
export interface Page {
  readonly path: string;
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
  /** Code in running text. */
  readonly words: readonly Code[];
  /** The possible fragments after `#` in a link to this page, according to GitHub's rule. */
  readonly anchors: ReadonlySet<string>;
}

/** The targets of links and images that are written as HTML. */
const HTML_TARGET = /\b(?:src|srcset|href)="([^"]*)"/g;

/** Parses a page of Markdown. */
export function parsePage(path: string, markdown: string): Page {
  const blocks: Block[] = [];
  const links: Link[] = [];
  const words: Code[] = [];
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();
  visit(fromMarkdown(markdown), (node) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === "code") {
      const marks = (node.meta ?? "").split(/\s+/).filter((word) => word !== "");
      blocks.push({ page: path, line, language: node.lang ?? "", words: marks, code: node.value });
    } else if (node.type === "link" || node.type === "image" || node.type === "definition") {
      links.push({ page: path, line, url: node.url });
    } else if (node.type === "inlineCode") {
      words.push({ page: path, line, code: node.value });
    } else if (node.type === "html") {
      for (const [, url] of node.value.matchAll(HTML_TARGET)) links.push({ page: path, line, url });
    } else if (node.type === "heading") {
      anchors.add(slugger.slug(textOf(node)));
    }
  });
  return { path, blocks, links, words, anchors };
}

/**
 * Reads a page of Markdown, or the docstrings of a TypeScript module as such a page.
 * @param path from the root of the repository, which is the current directory
 */
export function readPage(path: string): Page {
  const text = readFileSync(path, "utf8");
  return parsePage(path, path.endsWith(".ts") ? docstringsOf(text) : text);
}

/** The position of a block or a link in the format of editors and terminals: `docs/errors.md:12`. */
export function placeOf({ page, line }: { readonly page: string; readonly line: number }): string {
  return `${page}:${line}`;
}
