import type { ReportData } from "../check/report-data.js";

/** The report as one page that needs nothing beside it. */
export function renderReport(data: ReportData): string {
  const json = JSON.stringify(data, undefined, 2).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>durable-id check</title>\n<pre>${json}</pre>\n</html>\n`;
}
