/** A script of a page, and whether it is a module. */
export interface PageScript {
  readonly src: string;
  readonly isModule: boolean;
}

/** The HTML of a page whose script writes its results into the elements `page` and `worker`. */
export function pageText({ src, isModule }: PageScript, head = ""): string {
  const script = isModule ? `<script type="module" src="${src}"></script>` : `<script defer src="${src}"></script>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>durable-id</title><link rel="icon" href="data:,">${head}</head>
<body><p id="page"></p><p id="worker"></p>${script}</body>
</html>
`;
}
