/** One statement of an SQL text. */
export interface SqlText {
  /** The statement, without the comments before it. */
  readonly text: string;
  /** The number of its parameters. */
  readonly parameters: number;
}

/** A comment, a string or quoted name, a parameter, a word, or any other character. */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|\?(\d*)|[:@$][\w$]+|[\w$]+|\s+|[\s\S]/gu;
const IGNORED = /^(?:--|\/\*|\s)/;
const TRIGGER = /^CREATE\s+(?:TEMP\s+|TEMPORARY\s+)?TRIGGER\b/i;

/**
 * Splits a text into statements at its semicolons, except at those in strings, names and comments, and in the body of a
 * trigger, whose `END` comes right after a semicolon.
 */
export function splitSql(sql: string): SqlText[] {
  const statements: SqlText[] = [];
  let text = "";
  let [previous, last] = ["", ""];
  let highest = 0;
  const names = new Set<string>();
  const finish = () => {
    if (text !== "") statements.push({ text: text.trimEnd(), parameters: highest + names.size });
    text = "";
    highest = 0;
    names.clear();
  };
  for (const [token, number] of sql.matchAll(TOKEN)) {
    const isIgnored = IGNORED.test(token);
    if (isIgnored && text === "") continue;
    if (token === ";" && (!TRIGGER.test(text) || (previous === ";" && /^END$/i.test(last)))) {
      finish();
      continue;
    }
    text += token;
    if (isIgnored) continue;
    [previous, last] = [last, token];
    if (number !== undefined) highest = number === "" ? highest + 1 : Math.max(highest, Number(number));
    else if (/^[:@$]\w/.test(token)) names.add(token);
  }
  finish();
  return statements;
}
