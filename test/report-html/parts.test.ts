import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaleTop } from "../../src/cli/report/columns.js";
import { html, Markup } from "../../src/cli/report/html.js";
import { visibleShares } from "../../src/cli/report/shares.js";

describe("html", () => {
  test("escapes inserted values, but not the template", () => {
    expect(html`<a title="${`"'<>&`}">${"<b>"}${7}${undefined}</a>`.text).toBe(
      `<a title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;7</a>`,
    );
  });
  test("accepts markup and lists", () => {
    expect(html`<p>${[html`<b>${"&"}</b>`, "<", [1, 2]]}</p>`.text).toBe("<p><b>&amp;</b>&lt;12</p>");
    expect(html`${new Markup("<hr>")}`.text).toBe("<hr>");
  });
  test("no text can end an attribute or start a tag", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(html`${text}`.text).not.toMatch(/[<>"'\n\r\t]/);
      }),
    );
  });
});

describe("visibleShares", () => {
  test("large shares keep their proportion", () => {
    expect(visibleShares([1, 1, 2], 0.01)).toEqual([0.25, 0.25, 0.5]);
    expect(visibleShares([0, 0], 0.01)).toEqual([0, 0]);
    expect(visibleShares([], 0.01)).toEqual([]);
  });
  test("a share of a millionth is visible, at the expense of the others", () => {
    expect(visibleShares([1, 999_999], 0.01)).toEqual([0.01, 0.99]);
  });
  test("add up to the whole, and each non-zero share has the minimum", () => {
    const counts = fc.array(fc.nat({ max: 1e9 }), { maxLength: 10 }).filter((list) => list.some((count) => count > 0));
    fc.assert(
      fc.property(counts, (list) => {
        const shares = visibleShares(list, 0.02);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
        for (const [i, share] of shares.entries()) {
          if (list[i] === 0) expect(share).toBe(0);
          else expect(share).toBeGreaterThanOrEqual(0.02 - 1e-12);
        }
      }),
    );
  });
});

test.each([
  [0, 0],
  [0.03, 0.05],
  [0.05, 0.05],
  [0.051, 0.1],
  [0.2, 0.2],
  [0.21, 0.5],
  [0.6, 1],
  [1, 1],
  [0.00012, 0.0002],
])("a scale for %f ends at %f", (share, top) => {
  expect(scaleTop(share)).toBeCloseTo(top, 10);
});
