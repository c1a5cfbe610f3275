/** The style of an HTML report: the reader's light or dark, wide tables scroll, charts stay whole on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2024; --faint: #5b646d; --line: #d8dde2; --panel: #f5f7f8; --accent: #00694e; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15181b; --ink: #e6e9ec; --faint: #a0a9b1; --line: #353b41; --panel: #1d2125; --accent: #4cc9a0; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 72rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 1.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 2px solid var(--accent); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 0.5rem; }
p, li { max-width: 46rem; overflow-wrap: anywhere; }
ul { padding-left: 1.25rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; min-width: 100%; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; }
.number { text-align: right; }
td.number { white-space: pre; }
td:first-child { white-space: nowrap; }
figure { margin: 1.25rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
figcaption { font-weight: 600; margin-bottom: 0.5rem; }
svg { display: block; width: 100%; height: auto; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--accent); }
pre { overflow-x: auto; padding: 1rem; border-radius: 8px; background: var(--panel); border: 1px solid var(--line); font-size: 0.85rem; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #444; --line: #bbb; --panel: #fff; --accent: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  td.name { overflow-wrap: anywhere; }
}
`;
