import type { Page } from "playwright-core";

/** Text with less contrast than required: 4.5, or 3 if it is large (WCAG 2.2, 1.4.3). */
export interface FaintText {
  readonly text: string;
  readonly contrast: number;
}

/** Drawings without an area, by their class and label. */
export function emptyDrawings(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("svg")]
      .filter((svg) => svg.getBoundingClientRect().width < 4 || svg.getBoundingClientRect().height < 4)
      .map((svg) => `${svg.getAttribute("class")} ${svg.getAttribute("aria-label")}`),
  );
}

/** Shapes for existing data that are not visible on the screen. */
export function unseenShapes(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("svg rect, svg circle, svg polygon")]
      .filter((shape) => shape.getBoundingClientRect().width <= 0 || shape.getBoundingClientRect().height <= 0)
      .map((shape) => shape.outerHTML),
  );
}

/** How much wider the page is than the window, and elements that overflow without their own scrolling frame. */
export function overflow(page: Page): Promise<{ pixels: number; elements: string[] }> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const sticksOut = (element: Element) =>
      element.getBoundingClientRect().right > width + 0.5 && element.closest(".scroll, svg, .unseen") === null;
    return {
      pixels: document.documentElement.scrollWidth - width,
      elements: [...document.body.querySelectorAll("*")]
        .filter(sticksOut)
        .map((element) => element.outerHTML.slice(0, 120)),
    };
  });
}

/** Elements whose content overflows or is cut off, and texts in drawings. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut = [...document.body.querySelectorAll("*:not(svg *)")].filter(
      (element) =>
        element.clientWidth > 0 && element.scrollWidth > element.clientWidth && element.closest(".unseen") === null,
    );
    const tight = [...document.querySelectorAll("svg text")].filter((text) => {
      const place = text.previousElementSibling;
      return place !== null && text.getBoundingClientRect().width > place.getBoundingClientRect().width;
    });
    return [...cut, ...tight].map((element) => element.outerHTML.slice(0, 120));
  });
}

/** Rows of tables that are not rendered. */
export function hiddenRows(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("tr")]
      .filter((row) => row.closest(".unseen") === null && !row.checkVisibility())
      .map((row) => row.textContent),
  );
}

/** All texts with too little contrast to their background. */
export function faintTexts(page: Page): Promise<FaintText[]> {
  return page.evaluate(() => {
    type Colour = [red: number, green: number, blue: number, alpha: number];
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (canvas === null) throw new Error("no canvas to read colours with");
    const parse = (colour: string): Colour => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (i: 0 | 1 | 2) => top[i] * top[3] + below[i] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = (colour: Colour): number => {
      const linear = (value: number) =>
        value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
    };
    /** The shape that an SVG text is written on is the one before it; that of another text, what its ancestors paint. */
    const behind = (element: Element): Colour => {
      const layers: Colour[] = [];
      const shape = element.tagName === "text" ? element.previousElementSibling : null;
      if (shape) layers.push(parse(getComputedStyle(shape).fill));
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        layers.push(parse(getComputedStyle(at).backgroundColor));
      }
      return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1] as Colour);
    };
    const found: FaintText[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (element === null || text === "" || element.tagName === "title" || element.closest(".unseen")) continue;
      const style = getComputedStyle(element);
      const background = behind(element);
      const ink = over(parse(element.tagName === "text" ? style.fill : style.color), background);
      const [light, dark] = [luminance(ink), luminance(background)].sort((a, b) => b - a);
      const size = Number.parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < (isLarge ? 3 : 4.5)) found.push({ text: text.slice(0, 60), contrast });
    }
    return found;
  });
}
