/** The colours of a scheme: surfaces, text, verdicts, jurisdictions, and the text on each verdict. */
const LIGHT = `
  color-scheme: light;
  --page: #f4f6f8; --card: #ffffff; --ink: #16202b; --soft: #55616e; --line: #e1e6eb; --track: #edf0f3;
  --valid: #0c7f73; --malformed: #d33a40; --foreign: #f0a21c; --wrong: #7a4fd6; --unread: #c6ced6;
  --on-valid: #ffffff; --on-malformed: #ffffff; --on-foreign: #241700; --on-wrong: #ffffff;
  --tone-0: #3f6fb5; --tone-1: #12a3a8; --tone-2: #e0833a; --tone-3: #9a6bd0; --tone-4: #c9558f; --tone-5: #7d8a3a; --tone-others: #a9b3bd;
  --mark: #fbdcdc; --mark-ink: #8f1219; --warn: #fdf0d5; --warn-ink: #5c3d00;
  --shadow: 0 1px 2px rgb(22 32 43 / 6%), 0 6px 24px rgb(22 32 43 / 5%);`;

const DARK = `
  color-scheme: dark;
  --page: #0e141a; --card: #161e27; --ink: #e8edf2; --soft: #9dabb8; --line: #283440; --track: #222d38;
  --valid: #3cc3b0; --malformed: #ff7a7d; --foreign: #ffc352; --wrong: #b096ff; --unread: #3a4753;
  --on-valid: #04201c; --on-malformed: #2b0406; --on-foreign: #241700; --on-wrong: #140a33;
  --tone-0: #7ea8ea; --tone-1: #45cfd2; --tone-2: #f3a56a; --tone-3: #c3a0f0; --tone-4: #ee8dbb; --tone-5: #c6d36b; --tone-others: #66737f;
  --mark: #4a2024; --mark-ink: #ffc9ca; --warn: #3a2d10; --warn-ink: #ffdf9e;
  --shadow: none;`;

/** The style sheet of the page. Shapes are coloured by class, so that one drawing works in light, dark and print. */
export const STYLE = `
:root {${LIGHT}
}
@media screen and (prefers-color-scheme: dark) {
  :root {${DARK}
  }
}
.none-valid { --valid: var(--soft); --on-valid: var(--page); }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
.page { max-width: 68rem; margin: 0 auto; padding: clamp(1.25rem, 4vw, 3rem) clamp(1rem, 4vw, 2rem) 2rem; }
.brand { display: flex; flex-wrap: wrap; align-items: center; gap: .55rem; margin: 0 0 1.25rem; color: var(--soft); font-size: .9rem; min-width: 0; }
.brand svg { width: 1.15rem; height: 1.15rem; flex: none; }
.brand b { color: var(--ink); font-weight: 600; flex: none; }
.brand span { overflow-wrap: anywhere; min-width: 0; }
.brand path { fill: none; stroke: var(--page); stroke-width: 2px; }
.logo { fill: var(--tone-0); }
h1 { margin: 0 0 1.25rem; font-size: clamp(1.15rem, 2.6vw, 1.6rem); font-weight: 500; line-height: 1.15; color: var(--soft); text-wrap: balance; }
h1 b { display: block; font-size: clamp(3.4rem, 10vw, 6rem); font-weight: 700; letter-spacing: -.035em; line-height: 1; color: var(--ink); margin-bottom: .35rem; }
h1.all b { color: var(--valid); }
h2 { margin: 0 0 .75rem; font-size: 1.15rem; font-weight: 650; letter-spacing: -.01em; }
h3 { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: .5rem; margin: 1.75rem 0 .15rem; font-size: 1rem; font-weight: 600; }
h2 + h3 { margin-top: 0; }
p { margin: 0 0 .75rem; }
.note { color: var(--soft); font-size: .875rem; font-weight: 400; }
.hints { margin: 0 0 1.25rem; padding: 0; list-style: none; display: grid; gap: .5rem; }
.hints li { padding: .7rem 1rem; border-radius: .6rem; background: var(--warn); color: var(--warn-ink); overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.25rem; margin-top: 2rem; }
.card { min-width: 0; padding: clamp(1.1rem, 3vw, 1.75rem); border-radius: 1rem; background: var(--card); box-shadow: var(--shadow); border: 1px solid var(--line); }
.along, .inputs, .listed, .reasons, .repairs, .samples, .run { grid-column: 1 / -1; }
.swatch { width: .7em; height: .7em; flex: none; }
p > .swatch { display: inline-block; }

svg { display: block; }
.valid { fill: var(--valid); } .malformed { fill: var(--malformed); } .foreign { fill: var(--foreign); }
.wrongJurisdiction { fill: var(--wrong); } .track { fill: var(--track); } .unread { fill: var(--unread); fill-opacity: .45; }
.on-valid { fill: var(--on-valid); } .on-malformed { fill: var(--on-malformed); }
.on-foreign { fill: var(--on-foreign); } .on-wrongJurisdiction { fill: var(--on-wrong); }
.tone-0 { fill: var(--tone-0); stroke: var(--tone-0); } .tone-1 { fill: var(--tone-1); stroke: var(--tone-1); }
.tone-2 { fill: var(--tone-2); stroke: var(--tone-2); } .tone-3 { fill: var(--tone-3); stroke: var(--tone-3); }
.tone-4 { fill: var(--tone-4); stroke: var(--tone-4); } .tone-5 { fill: var(--tone-5); stroke: var(--tone-5); }
.tone-others { fill: var(--tone-others); stroke: var(--tone-others); }
.swatch rect, .bar rect { stroke: none; }

.strips { margin-bottom: 1.25rem; }
.strip { width: 100%; height: 3.25rem; border-radius: .6rem; overflow: hidden; }
.strip g > rect { stroke: var(--page); stroke-width: 2px; }
.strip text { font-size: .95rem; font-weight: 600; text-anchor: middle; dominant-baseline: central; }
.funnel { width: 100%; height: 2.5rem; fill: var(--track); }
.funnel-text { margin: -2.1rem 0 .6rem; text-align: right; padding-right: .75rem; color: var(--soft); font-size: .875rem; line-height: 1.5rem; }

.tiles { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .9rem; margin: 0; padding: 0; list-style: none; }
.tiles li { display: flex; flex-direction: column; padding: .9rem 1rem; border-radius: .8rem; background: var(--card); border: 1px solid var(--line); box-shadow: var(--shadow); min-width: 0; }
.tiles strong { font-size: clamp(1.3rem, 3vw, 1.9rem); font-weight: 650; letter-spacing: -.02em; line-height: 1.25; overflow-wrap: anywhere; }
.tiles .none strong { color: var(--soft); font-weight: 400; }
.tile-name { display: flex; align-items: center; gap: .45rem; font-size: .9rem; }

.duplicates { margin: 1rem 0 0; }

figure { margin: 0; }
.plot { position: relative; }
.plot, .axis { margin-left: 3.1rem; }
.columns { width: 100%; height: 13rem; border-bottom: 1px solid var(--soft); overflow: hidden; }
.calm, .calm ~ .axis { margin-left: 0; }
.calm .columns { height: 2.75rem; border-bottom: 0; border-radius: .4rem; }
.grid { stroke: var(--line); stroke-width: 1px; }
.border { stroke: var(--soft); stroke-width: 1px; stroke-dasharray: 3 3; }
.input-strip { width: calc(100% - 3.1rem); margin-left: 3.1rem; height: 1.25rem; margin-top: .35rem; border-radius: .3rem; overflow: hidden; }
.part-0 { fill: var(--track); } .part-1 { fill: var(--line); }
.input-strip text { fill: var(--ink); font-size: .75rem; text-anchor: middle; dominant-baseline: central; }
.calm ~ .input-strip { width: 100%; margin-left: 0; }
.number { display: inline-block; min-width: 1.5em; color: var(--soft); }
.hit { fill: transparent; }
.column:hover .border { stroke: var(--soft); stroke-width: 1px; stroke-dasharray: 3 3; }
.input-strip { width: calc(100% - 3.1rem); margin-left: 3.1rem; height: 1.25rem; margin-top: .35rem; border-radius: .3rem; overflow: hidden; }
.part-0 { fill: var(--track); } .part-1 { fill: var(--line); }
.input-strip text { fill: var(--ink); font-size: .75rem; text-anchor: middle; dominant-baseline: central; }
.calm ~ .input-strip { width: 100%; margin-left: 0; }
.number { display: inline-block; min-width: 1.5em; color: var(--soft); }
.hit { fill: var(--track); }
.scale { position: absolute; right: calc(100% + .5rem); transform: translateY(-50%); color: var(--soft); font-size: .8rem; line-height: 1; white-space: nowrap; }
.scale-top { top: .35rem; } .scale-middle { top: 50%; } .scale-zero { top: calc(100% - .35rem); }
.axis { display: flex; justify-content: space-between; margin-top: .35rem; margin-bottom: .75rem; color: var(--soft); font-size: .8rem; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0 0 .5rem; padding: 0; list-style: none; font-size: .9rem; }
.legend li { display: flex; align-items: center; gap: .45rem; }

.bars { margin: 0 0 .75rem; padding: 0; list-style: none; }
.bars li { display: flex; flex-wrap: wrap; column-gap: 1rem; margin-bottom: .75rem; }
.bar-name { max-width: 100%; overflow-wrap: anywhere; }
.bar-figure { margin-left: auto; display: flex; align-items: baseline; gap: .5rem; font-weight: 600; }
.bar-figure .swatch { display: inline-block; margin-right: .3em; }
.bar { width: 100%; height: .6rem; margin-top: .2rem; border-radius: .3rem; overflow: hidden; }

.ring { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 1.5rem; margin-bottom: .75rem; }
.donut { flex: 0 1 11rem; width: 11rem; min-width: 8rem; }
.donut .arc { fill: none; stroke-width: 19; }
.donut .track { stroke: var(--track); }
.ring-legend { flex: 1 1 14rem; min-width: 0; display: grid; grid-template-columns: auto minmax(0, 1fr) auto auto; gap: .45rem .6rem; align-items: center; }
.ring-legend li { display: contents; }
.ring-legend li > span:not(.note) { overflow-wrap: anywhere; }
.tall .ring { flex-direction: column; gap: 1.75rem; padding-top: .75rem; }
.tall .donut { flex: none; width: min(17rem, 100%); }
.tall .ring-legend { flex: none; width: 100%; }
.ring-legend strong, .ring-legend .note { text-align: right; }

details { margin-top: .75rem; font-size: .9rem; }
summary { color: var(--soft); cursor: pointer; width: fit-content; border-radius: .3rem; }
summary:hover { color: var(--ink); }
:focus-visible { outline: 2px solid var(--tone-0); outline-offset: 3px; }
.scroll { max-height: 24rem; overflow: auto; margin-top: .5rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { padding: .6rem .75rem; text-align: left; color: var(--soft); }
th, td { padding: .35rem .75rem; text-align: left; font-weight: 400; border-top: 1px solid var(--line); overflow-wrap: anywhere; vertical-align: top; }
thead th { color: var(--soft); overflow-wrap: normal; }
.figure { text-align: right; }
td.figure { white-space: nowrap; }
.wide tbody th { width: 30%; min-width: 9rem; }
.places { margin-bottom: .5rem; table-layout: fixed; }
.place-column { width: 28%; }
.places td .note { display: block; }
.places th { padding-left: 0; }
.places td { padding-right: 0; }
code { font: .85rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
mark { border-radius: .2rem; background: var(--mark); color: var(--mark-ink); padding: 0 .1em; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

dl { display: flex; flex-wrap: wrap; gap: .75rem 2.75rem; margin: 0; }
dt { color: var(--soft); font-size: .875rem; }
dd { margin: 0; font-size: 1.2rem; font-weight: 600; overflow-wrap: anywhere; }
.command { flex: 1 0 100%; min-width: 0; }
.command dd { font-weight: 400; font-size: 1rem; line-height: 1.4; }
footer { margin-top: 1.5rem; color: var(--soft); font-size: .8rem; }

@media screen and (max-width: 48rem) {
  .cards { grid-template-columns: minmax(0, 1fr); gap: 1rem; margin-top: 1.25rem; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .columns { height: 10rem; }
  .strip .tight { display: none; }
  .places col { display: none; }
  .places, .places tbody, .places tr, .places th, .places td { display: block; width: auto; }
  .places th { color: var(--soft); padding: .5rem 0 0; }
  .places td { border-top: 0; padding: 0 0 .5rem; }
  th, td, caption { padding-inline: .4rem; }
  .wide thead { display: none; }
  .wide, .wide caption, .wide tbody, .wide th { display: block; }
  .wide tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: .1rem .75rem; padding: .5rem .75rem; border-top: 1px solid var(--line); }
  .wide th { grid-column: 1 / -1; }
  .wide tbody th { width: auto; min-width: 0; }
  .wide th, .wide td { border: 0; padding: 0; text-align: left; white-space: normal; }
  .wide td::before { content: attr(data-name); display: block; color: var(--soft); font-size: .75rem; }
}
@media screen and (max-width: 23rem) {
  .tiles { grid-template-columns: minmax(0, 1fr); gap: .5rem; }
  .tiles li { flex-flow: row wrap; align-items: baseline; justify-content: space-between; column-gap: .6rem; }
  .tile-name { flex: 1 0 100%; }
  .ring-legend { font-size: .8rem; column-gap: .35rem; }
}
@media print {
  @page { margin: 14mm; }
  body { background: none; font-size: 11pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { max-width: none; padding: 0; }
  .card, .tiles li { box-shadow: none; }
  .tiles li, .plot, .ring, .bars li, .hints li { break-inside: avoid; }
  .cards { display: block; }
  .card { margin-bottom: 1.25rem; }
  h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; }
  caption, thead { break-after: avoid; }
  th, td, caption { padding-inline: .4rem; }
  .scroll { max-height: none; overflow: visible; }
  summary { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
