// A plugin of Stryker: leaves out mutants of prose. Tests assert error codes and key words, never exact wording.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Two words with a space between them. Nothing that the code compares or writes looks like this. */
const PROSE = /[\p{L}\d"'`.,:;)][ ][\p{L}\d"'`(]/u;

function textOf(node) {
  if (node.type === "StringLiteral") return node.value;
  // What a template inserts counts as a word.
  if (node.type === "TemplateLiteral") return node.quasis.map((part) => part.value.raw).join("0");
  return "";
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "prose", {
    shouldIgnore: (path) => (PROSE.test(textOf(path.node)) ? "prose" : undefined),
  }),
];
