import { describe, expect, test } from "vitest";
import { renderReport } from "../../src/cli/report/render.js";
import {
  emptyBin,
  exampleData,
  HOSTILE,
  hostileData,
  inputCount,
  manyNamespaces,
  nothing,
  pageOf,
  reportData,
} from "./data.js";

/** The text of the page, markup taken out and entities resolved. */
function textOf(page: string): string {
  const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return page
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<title>.*?<\/title>/gs, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&([^;]+);/g, (_, name: string) => entities[name])
    .replace(/\s+/g, " ");
}

/** Every start tag, with the names of its attributes. */
function tagsOf(page: string): { name: string; attributes: string[] }[] {
  const tag = /<([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/g;
  return [...page.replace(/<style>.*?<\/style>/s, "").matchAll(tag)].map(([, name, rest]) => ({
    name,
    attributes: [...rest.matchAll(/([a-zA-Z-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute),
  }));
}

const headlineOf = (page: string): string => textOf(/<h1.*?<\/h1>/s.exec(page)?.[0] ?? "").trim();

describe("the page", () => {
  test("of the example has the figures of examples/README.md", async () => {
    const text = textOf(pageOf(await exampleData("--unique-key", "chat-Presence")));
    for (const figure of ["96.1 % of 10,000 IDs", "9,610", "malformed 230", "foreign 160", "wrong jurisdiction 0"]) {
      expect(text).toContain(figure);
    }
    expect(text).toContain("chat-ChatRoom 7,227 72.3 %");
    expect(text).toContain("chat-Presence 2,383 23.8 %");
    expect(text).toContain("eu 90 0.9 % us 40 0.4 %");
    expect(text).toContain("examples/sessions.csv:36 7f8aea60c15daaef8afde96e0214ba3146493228");
    expect(text).toMatch(/whitespace [a-z ]+ 45 0\.5 %/);
    expect(text).toContain("0.50 s");
    expect(text).toContain("20,000 IDs/s");
    expect(text).toContain("engine wasm version source");
  });

  test("needs no other files, and runs no scripts", async () => {
    for (const data of [await exampleData(), hostileData(), manyNamespaces(200), nothing]) {
      const page = pageOf(data);
      const tags = tagsOf(page);
      const names = new Set(tags.map(({ name }) => name));
      for (const name of ["script", "iframe", "img", "object", "embed", "base", "form", "a"])
        expect(names).not.toContain(name);
      expect(tags.filter(({ name }) => name === "link")).toEqual([{ name: "link", attributes: ["rel", "href"] }]);
      const attributes = tags.flatMap((tag) => tag.attributes);
      expect(attributes.filter((name) => /^(on|src|srcset|style|action)/.test(name))).toEqual([]);
      expect(page).toContain(`<link rel="icon" href="data:`);
      expect(/<style>(.*?)<\/style>/s.exec(page)?.[1]).not.toMatch(/url\(|@import|</);
      expect(page).toContain(`content="default-src 'none'; `);
    }
  });

  test("has one first-level heading, and skips no level", async () => {
    const ranks = [...pageOf(await exampleData()).matchAll(/<h([1-6])/g)].map(([, rank]) => Number(rank));
    expect(ranks[0]).toBe(1);
    expect(ranks.filter((rank) => rank === 1)).toHaveLength(1);
    for (const [i, rank] of ranks.slice(1).entries()) expect(rank - ranks[i]).toBeLessThanOrEqual(1);
  });

  test("has a label for each separate drawing, and a table for each chart", async () => {
    const page = pageOf(await exampleData("--unique-key", "chat-Presence"));
    const drawings = [...page.matchAll(/<svg [^>]*>/g)].map(([tag]) => tag);
    for (const tag of drawings) expect(tag).toMatch(/aria-hidden="true"|role="img" aria-label="[^"]{10,}"/);
    expect([...page.matchAll(/<caption>([^<]*)/g)].map(([, caption]) => caption)).toEqual([
      "IDs by verdict",
      "Faults along the bytes",
      "IDs by namespace",
      "Valid IDs by jurisdiction",
    ]);
  });
});

describe("hostile texts", () => {
  const page = pageOf(hostileData());

  test("stay text: the tags are the same as without them", () => {
    const harmless = JSON.parse(
      JSON.stringify(hostileData())
        .replace(/[<>&']|\\"|\\u[0-9a-f]{4}/g, "_")
        .replaceAll(HOSTILE[4], "_"),
    );
    // Each run of unusual characters is marked, and their number depends on the text.
    const tags = (of: string) => tagsOf(of).filter(({ name }) => name !== "mark");
    expect(tags(page)).toEqual(tags(pageOf(harmless)));
  });

  test("are shown unchanged, in files, namespaces, jurisdictions and faults", () => {
    const text = textOf(page);
    expect(text.split(`<script>document.title="owned"</script>`).length - 1).toBeGreaterThanOrEqual(6);
    expect(page).not.toMatch(/<script|<img|<h1 o/);
  });

  test("have their control characters spelled out", () => {
    expect(textOf(page)).toContain("\\u{202e}gnp.exe \\u{0} \\u{1b}[31m \\u{d800} \\u{feff}");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u);
  });

  test("are truncated at any length", () => {
    const long = "<".repeat(100_000);
    const samples = [{ input: long, line: 1, verdict: "malformed", reason: "other-text", text: long }] as const;
    const hints = [{ kind: "long", input: long, message: "Short." }];
    const inputs = [inputCount(long, 1), inputCount(long, 1)];
    const inputStarts = [0, 50].map((bin, input) => ({ input, bin }));
    const short = pageOf(reportData({ samples, hints, inputs, inputStarts, reasons: { "other-text": 1 } }));
    expect(short.length - pageOf(reportData()).length).toBeLessThan(15_000);
  });

  test("are marked in a malformed ID, with visible spaces", () => {
    const faultOf = (text: string) => {
      const samples = [{ input: "f", line: 1, verdict: "malformed", reason: "other-text", text }] as const;
      return /<td><code>(.*?)<\/code>/.exec(pageOf(reportData({ samples })))?.[1];
    };
    expect(faultOf("0xab")).toBe("0<mark>x</mark>ab");
    expect(faultOf(" ab\u00a0\n")).toBe("<mark>␣</mark>ab<mark>\\u{a0}\\n</mark>");
    expect(faultOf("<b>")).toBe("<mark>&lt;</mark>b<mark>&gt;</mark>");
  });
});

describe("the headline", () => {
  test.each([
    [{ total: 0, valid: 0 }, "No IDs in the inputs"],
    [{ total: 1, valid: 1 }, "100 % of 1 ID is valid"],
    [{ total: 1000, valid: 1000 }, "100 % of 1,000 IDs are valid"],
    [{ total: 1_000_000, valid: 999_999, foreign: 1 }, "> 99.9 % of 1,000,000 IDs are valid"],
    [{ total: 3, valid: 0, malformed: 3 }, "0 % of 3 IDs are valid"],
  ])("%o: %s", (tally, headline) => {
    expect(headlineOf(pageOf(reportData(tally)))).toBe(headline);
  });
});

describe("special cases", () => {
  test("nothing in the input", () => {
    const text = textOf(pageOf(nothing));
    expect(text).toContain("Nothing was read.");
    expect(text).toContain("There are no valid IDs.");
    expect(text).not.toContain("NaN");
    expect(pageOf({ ...nothing, inputs: [], inputStarts: [], namespaces: [], bins: [] })).not.toContain("NaN");
  });

  test("all valid: faults are neither listed nor drawn", () => {
    const page = pageOf(reportData());
    expect(textOf(page)).toContain("No faults.");
    expect(textOf(page)).not.toContain("First faults");
    expect(textOf(page)).not.toContain("enlarged");
    expect(page.match(/<rect class="(malformed|foreign|wrongJurisdiction)"/g)).toHaveLength(3); // The legend of the tiles.
  });

  test("an interrupted run says so, and shows the unread part", () => {
    const page = pageOf(manyNamespaces(3));
    expect(textOf(page)).toContain("Not read to the end. The figures");
    expect(page.match(/<rect class="unread" x=/g)).toHaveLength(17);
    expect(textOf(pageOf(reportData()))).not.toContain("Not read to the end.");
  });

  test("a thousand namespaces: ten bars, one for the others, and all of them in the table", () => {
    const text = textOf(pageOf(manyNamespaces(1000)));
    expect(text).toContain("990 others");
    expect(text.match(/tenant-0999-Room/g)).toHaveLength(1);
    expect(text.match(/tenant-0000-Room/g)).toHaveLength(2);
  });

  test("a page with the maximum number of namespaces still opens", () => {
    const namespaces = Array.from({ length: 65_535 }, (_, i) => ({
      label: `tenant-${i}`,
      valid: 1,
      wrongJurisdiction: 0,
    }));
    const page = pageOf(reportData({ namespaces, total: 65_535, valid: 65_535 }));
    expect(page.length).toBeLessThan(300_000);
    expect(textOf(page)).toContain("64,535 more rows");
  });

  test("eleven namespaces have a bar each, because folding one would save nothing", () => {
    expect(textOf(pageOf(manyNamespaces(11)))).not.toContain("others 0");
    expect(textOf(pageOf(manyNamespaces(12)))).toContain("2 others");
  });

  test("a unique key that is the empty string has a name", () => {
    const namespaces = [{ label: "", valid: 7, wrongJurisdiction: 0 }];
    expect(textOf(pageOf(reportData({ namespaces })))).toContain('"" 7 0.7 %');
  });

  test("duplicates, if they were counted", () => {
    const found = reportData({ duplicates: { distinct: 990, repeated: 4, surplus: 10 } });
    expect(textOf(pageOf(found))).toMatch(/990 different valid IDs: 4 .*10 duplicate records/);
    const none = reportData({ duplicates: { distinct: 1000, repeated: 0, surplus: 0 } });
    expect(textOf(pageOf(none))).toContain("1,000 different valid IDs: no duplicates.");
    expect(textOf(pageOf(reportData()))).not.toContain("different");
  });
});

describe("a run", () => {
  test("has its date, and its command quoted for a shell", () => {
    const text = textOf(pageOf(reportData()));
    expect(text).toContain("2026-11-27 01:20 UTC");
    expect(text).toContain(`durable-id check --unique-key 'it'\\''s a key' ids.txt`);
    expect(textOf(renderReport(reportData(), { date: new Date(0), argv: undefined }))).not.toContain("command");
    const glob = Array.from({ length: 10_000 }, (_, i) => `file-${i}`);
    const short = renderReport(reportData(), { date: new Date(0), argv: glob });
    expect(short.length - pageOf(reportData()).length).toBeLessThan(2000);
  });

  test("its command has no query of a URL, which may be private", () => {
    const argv = [
      "check",
      "--remote",
      "https://a.example/ask?key=private",
      "--remote=http://localhost/#private",
      "a?b",
    ];
    const page = renderReport(reportData(), { date: new Date(0), argv });
    expect(page).not.toContain("private");
    expect(textOf(page)).toContain(
      "durable-id check --remote 'https://a.example/ask?…' '--remote=http://localhost/?…' 'a?b'",
    );
  });

  test("has the counts of each input, if there are several", () => {
    const inputs = [
      inputCount("a.txt", 600),
      inputCount("b.txt", 400, { valid: 398, foreign: 2, reasons: { unknown: 2 } }),
    ];
    const text = textOf(pageOf(reportData({ inputs })));
    expect(text).toContain("1 a.txt 600 600 100 % 0 0 0");
    expect(text).toContain("2 b.txt 400 398 99.5 % 0 2 0");
    expect(textOf(pageOf(reportData()))).not.toContain("By input");
  });

  test("has each reason with its count, meaning and samples", () => {
    const sample = {
      input: "a.txt",
      line: 3,
      verdict: "malformed",
      reason: "truncated",
      digits: 2,
      text: "ab",
    } as const;
    const text = textOf(pageOf(reportData({ reasons: { truncated: 12, unknown: 5 }, samples: [sample] })));
    expect(text).toMatch(/truncated fewer than 64 hex digits 12 1\.2 %.* unknown [\w ]+ 5 0\.5 %/);
    expect(text).toMatch(/truncated fewer than 64 hex digits · 1 of 12 .* a\.txt:3 ab 2 digits/);
    expect(textOf(pageOf(reportData()))).not.toMatch(/By reason|Samples/);
  });

  test("has its repairs by kind, if they were requested", () => {
    const repairs = { repaired: 7, byKind: { completed: 5, swap: 2 }, searched: 20, notSearched: 3 };
    const text = textOf(pageOf(reportData({ repairs, valid: 900, foreign: 100 })));
    expect(text).toMatch(/7 of 100 invalid records/);
    expect(text).toMatch(/completed [a-z ]+ 5 71\.4 % swap [a-z ]+ 2 28\.6 %/);
    expect(text).toMatch(/3 records .*--repair-limit/);
    const none = { repaired: 0, byKind: {}, searched: 20, notSearched: 0 };
    expect(textOf(pageOf(reportData({ repairs: none })))).not.toContain("--repair-limit");
    expect(textOf(pageOf(reportData()))).not.toContain("Repairs");
  });

  test("has its hints", () => {
    const hints = [{ kind: "all-foreign", message: "Try another key." }];
    expect(textOf(pageOf(reportData({ hints })))).toContain("Try another key.");
    expect(textOf(pageOf(reportData({ hints: [{ ...hints[0], input: "a.txt" }] })))).toContain(
      "a.txt: Try another key.",
    );
  });
});

describe("the border between inputs", () => {
  const bins = Array.from({ length: 100 }, (_, i) => ({ ...emptyBin, total: 10, foreign: i === 60 ? 4 : 0 }));
  const inputs = ["a.txt", "b.txt", "c.txt"].map((name) => inputCount(name, 300));
  const page = (...starts: number[]) => {
    const inputStarts = starts.map((bin, input) => ({ input, bin }));
    return pageOf(reportData({ bins, inputs: inputs.slice(0, starts.length), inputStarts }));
  };

  test("is drawn, and the input with the most faults is named", () => {
    const three = page(0, 30, 75.5);
    expect([...three.matchAll(/<line class="border" x1="([\d.]+)%"/g)].map(([, x]) => Number(x))).toEqual([30, 75.5]);
    expect(textOf(three)).toContain("Most at 60–61 % of the bytes, in b.txt: 40.0 %");
    expect(textOf(three)).toContain("60–61 % 2 10 0 4 0 40.0 %");
    expect(textOf(three)).toContain("75–76 % 2–3 10");
    expect(textOf(page(0, 60.5))).toContain("Most at 60–61 % of the bytes, in inputs 1–2: 40.0 %");
  });

  test("is not drawn for one input, or for more than can be distinguished", () => {
    expect(page(0)).not.toContain(`class="border"`);
    const many = Array.from({ length: 500 }, (_, input) => ({ input, bin: input / 5 }));
    const data = { bins, inputs: many.map(({ input }) => inputCount(`${input}.txt`, 2)), inputStarts: many };
    expect(pageOf(reportData(data))).not.toContain(`class="border"`);
  });
});

describe("faults along the file", () => {
  const bins = (count: number, faulty: number) =>
    Array.from({ length: count }, (_, i) => ({ ...emptyBin, total: 10, malformed: i === faulty ? 4 : 0 }));
  const pageWith = (count: number, faulty: number) => pageOf(reportData({ bins: bins(count, faulty) }));

  test("says where most faults are", () => {
    expect(textOf(pageWith(100, 42))).toContain("Most at 42–43 % of the bytes: 40.0 % of 10 IDs there.");
  });

  test("two hundred bins are drawn as a hundred columns", () => {
    const page = pageWith(200, 199);
    expect(page.match(/<g class="column">/g)).toHaveLength(100);
    expect(textOf(page)).toContain("Most at 99–100 % of the bytes: 20.0 % of 20 IDs there.");
  });

  test("a last bin without a neighbour keeps its position", () => {
    const page = pageWith(129, 128);
    expect(page.match(/<g class="column">/g)).toHaveLength(65);
    expect(textOf(page)).toContain("Most at 99.2–100 % of the bytes: 40.0 %");
    const widths = [...page.matchAll(/<rect class="hit" x="([\d.]+)%" width="([\d.]+)%"/g)].map(([, x, w]) => +x + +w);
    expect(Math.max(...widths)).toBeLessThanOrEqual(100);
  });
});
