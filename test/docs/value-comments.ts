import { type Comment, type Expression, type Node, Parser } from "acorn";
import { full, fullAncestor } from "acorn-walk";
import MagicString from "magic-string";

/** A snippet that checks itself. */
export interface Checked {
  readonly code: string;
  /** The lines, from 1, with a value comment: each must be reached. */
  readonly lines: readonly number[];
}

/** The name of `observe.mjs` in the checking code. */
export const OBSERVER = "$observed";

const ARROW = /^\s*→\s*(.*?)\s*$/;
const THROWS = /^throws\s+(.*)$/;
const FUNCTIONS = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|StaticBlock|PropertyDefinition)$/;
/** The node types of literals, in acorn's terms. */
const LITERAL =
  /^(ExpressionStatement|Literal|ArrayExpression|ObjectExpression|Property|UnaryExpression|TemplateLiteral|TemplateElement|Identifier)$/;
const CONSTANTS = ["undefined", "NaN", "Infinity"];

/** A statement whose value a comment can tell, and the expression that has it. */
interface Statement {
  readonly node: Node;
  readonly expression: Expression;
  readonly declares: boolean;
  /** Whether it is in a function, where it may never run, or run unawaited. */
  readonly inFunction: boolean;
}

/**
 * Turns each comment `// → VALUE` at the end of a statement into a check of the statement's value, on the same line, so
 * that every line keeps its number.
 * @param code JavaScript, a module
 * @throws SyntaxError (acorn's) for invalid modules, Error for a value comment that belongs to no statement
 */
export function checkValues(code: string): Checked {
  const comments: Comment[] = [];
  const tree = Parser.parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    locations: true,
    onComment: comments,
  });
  const statements = statementsOf(tree);
  const edited = new MagicString(code);
  const lines: number[] = [];
  for (const comment of comments) {
    const value = comment.type === "Line" ? ARROW.exec(comment.value)?.[1] : undefined;
    if (value === undefined) continue;
    const line = comment.loc?.start.line ?? 0;
    const statement = statements.find(
      ({ node }) => node.end <= comment.start && code.slice(node.end, comment.start).trim() === "",
    );
    if (statement === undefined || statement.node.loc?.end.line !== line) {
      throw new Error(`line ${line}: "→ ${value}" belongs to no statement that has a value`);
    }
    if (statement.inFunction) throw new Error(`line ${line}: "→ ${value}" is inside a function`);
    lines.push(line);
    insertCheck(edited, statement, line, value);
  }
  return { code: edited.toString(), lines };
}

function statementsOf(tree: Node): Statement[] {
  const statements: Statement[] = [];
  fullAncestor(tree, (node, _, ancestors) => {
    const inFunction = ancestors.some(({ type }) => FUNCTIONS.test(type));
    if (isA(node, "ExpressionStatement")) {
      statements.push({ node, expression: node.expression, declares: false, inFunction });
    } else if (isA(node, "VariableDeclaration") && node.declarations.length === 1) {
      const expression = node.declarations[0].init;
      if (expression) statements.push({ node, expression, declares: true, inFunction });
    }
  });
  return statements;
}

/** acorn's nodes by their type. */
interface NodesByType {
  ExpressionStatement: import("acorn").ExpressionStatement;
  VariableDeclaration: import("acorn").VariableDeclaration;
  Identifier: import("acorn").Identifier;
}

function isA<Type extends keyof NodesByType>(node: Node, type: Type): node is NodesByType[Type] {
  return node.type === type;
}

function insertCheck(edited: MagicString, { node, expression, declares }: Statement, line: number, value: string) {
  const thrown = THROWS.exec(value)?.[1];
  if (thrown !== undefined && declares) {
    throw new Error(`line ${line}: a declaration that throws has no value: leave the name out`);
  }
  const told = JSON.stringify(thrown ?? value);
  const literal = isLiteral(value) ? `() => (${value})` : "undefined";
  const [before, after] =
    thrown === undefined
      ? [`${OBSERVER}.see(${line}, (`, ` ; await ${OBSERVER}.settle(${line}, ${told}, ${literal});`]
      : [`await ${OBSERVER}.throws(${line}, ${told}, async () => (`, ""];
  // A block keeps both together if the statement is the whole body of a `for` or an `if`. The expression may itself be
  // in parentheses, which then stay around the call.
  if (!declares) edited.appendLeft(node.start, "{ ");
  edited.appendLeft(expression.start, before);
  edited.appendRight(expression.end, "))");
  edited.appendLeft(node.end, declares ? after : `${after} }`);
}

/** Whether a text is only a literal, so that evaluating it has no side effects. */
function isLiteral(text: string): boolean {
  let literal = true;
  try {
    const { body } = Parser.parse(`(${text}\n)`, { ecmaVersion: "latest" });
    if (body.length !== 1) return false;
    full(body[0], (node) => {
      const known = !isA(node, "Identifier") || CONSTANTS.includes(node.name);
      if (!LITERAL.test(node.type) || !known) literal = false;
    });
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  return literal;
}
