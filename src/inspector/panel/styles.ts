/**
 * The look of the panel: one sheet, adopted by its shadow root. Nothing of the page reaches in, and nothing gets out.
 */

const LIGHT = `--bg:#fff;--sunk:#f0f2f6;--line:#d9dde6;--edge:#7b8393;--text:#171a23;--soft:#545c6d;--accent:#2349ae;--wash:#e4ecff;
--grey:#545c6d;--amber:#8a4b00;--blue:#1d5fb4;--green:#14703c;--red:#b3232f;--violet:#6b3bbd;color-scheme:light;`
const DARK = `--bg:#1a1d26;--sunk:#12141a;--line:#2e3341;--edge:#7f889c;--text:#e8ebf3;--soft:#a3acc0;--accent:#a5beff;--wash:#263459;
--grey:#a3acc0;--amber:#f2b25c;--blue:#7db8ff;--green:#6bd699;--red:#ff9096;--violet:#c3a4ff;color-scheme:dark;`

/** The sheet's text. `data-theme` at the root is `'system'`, `'light'` or `'dark'`. */
export const STYLES = `
:host{all:initial}
:host([data-inline]){display:block;height:100%}
.root{${LIGHT}font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--text);text-align:left}
@media(prefers-color-scheme:dark){.root[data-theme=system]{${DARK}}}
.root[data-theme=dark]{${DARK}}
:host([data-inline]) :is(.root,.mount){height:100%}
*{box-sizing:border-box}
button,input,textarea{font:inherit;color:inherit;margin:0}
button,.file{background:var(--bg);border:1px solid var(--edge);border-radius:5px;padding:3px 9px;cursor:pointer;white-space:nowrap}
button:hover,.file:hover{background:var(--wash)}
button[aria-pressed=true]{background:var(--wash);border-color:var(--accent);color:var(--accent)}
button[aria-disabled=true]{color:var(--soft);border-style:dashed;cursor:default;background:none}
input,textarea{background:var(--bg);border:1px solid var(--edge);border-radius:5px;padding:3px 7px;min-width:0}
textarea{width:100%;resize:vertical;font-family:ui-monospace,Menlo,Consolas,monospace}
input[type=number]{width:7.5em}
:focus-visible,.radios label:focus-within,.file:focus-within{outline:2px solid var(--accent);outline-offset:1px}
h3,h4,p{margin:0;font-size:inherit}
h3{font-weight:600}
h4{color:var(--soft);font-weight:600;margin-top:8px}
table{border-collapse:collapse;width:100%;text-align:left}
th{font-weight:600;color:var(--soft);position:sticky;top:0;background:var(--bg);z-index:1}
th,td{padding:2px 10px 2px 0;border-bottom:1px solid var(--line);vertical-align:top}
tbody th{position:static;color:var(--text);font-weight:400}
.scroll{overflow-x:auto}
.row{display:flex;flex-wrap:wrap;gap:6px 8px;align-items:center}
.col{display:flex;flex-direction:column;gap:8px;min-width:0}
.soft{color:var(--soft)}
.mono{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px}
.num{font-variant-numeric:tabular-nums;white-space:nowrap}
.break{overflow-wrap:anywhere}
.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
.radios{display:inline-flex;border:1px solid var(--edge);border-radius:5px}
.radios label{padding:3px 9px;cursor:pointer;border-radius:4px;white-space:nowrap}
.radios input{position:absolute;opacity:0;width:1px;padding:0}
.radios label:hover,.radios .on{background:var(--wash)}
.radios .on{color:var(--accent);font-weight:600}
.hidden{position:absolute;opacity:0;width:1px;height:1px;padding:0}
.file{position:relative;display:inline-block}
.field{display:flex;flex-direction:column;gap:2px;color:var(--soft)}
.field>*{color:var(--text)}
.dot{display:inline-block;flex:none;width:9px;height:9px;border-radius:50%;background:currentColor}
.s-open,.s-subscribed,.s-ready{color:var(--green)}.s-connecting,.s-subscribing{color:var(--blue)}.s-reconnecting,.s-waiting{color:var(--amber)}
.s-failed,.s-rejected{color:var(--red)}.s-closing{color:var(--violet)}.s-closed,.s-idle,.s-unsubscribed,.s-held{color:var(--grey)}
.toggle{position:fixed;right:10px;bottom:10px;width:34px;height:34px;padding:0;border-radius:50%;z-index:2147483000;display:grid;place-items:center;box-shadow:0 1px 5px #0005}
.toggle .dot{position:absolute;top:-2px;right:-2px;color:var(--amber);width:12px;height:12px;border:2px solid var(--bg)}
.panel{position:fixed;z-index:2147483000;display:flex;flex-direction:column;background:var(--bg);border:0 solid var(--edge);box-shadow:0 0 14px #0004}
.panel[data-dock=bottom]{left:0;right:0;bottom:0;border-top-width:1px;max-height:100%}
.panel[data-dock=right]{top:0;right:0;bottom:0;border-left-width:1px;max-width:100%}
.panel[data-dock=floating]{border-width:1px;border-radius:8px;max-width:100%;max-height:100%}
.panel[data-dock=inline]{position:static;height:100%;box-shadow:none}
.head{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;padding:5px 8px;border-bottom:1px solid var(--line);background:var(--sunk)}
.tabs{display:flex;flex:1 1 auto;overflow-x:auto;min-width:0}
.tabs button{border:0;border-bottom:2px solid transparent;border-radius:0;background:none;padding:4px 8px;outline-offset:-2px}
.tabs [aria-selected=true]{border-color:var(--accent);color:var(--accent);font-weight:600}
.grip{padding:0;border:0;background:none;position:absolute;touch-action:none;border-radius:0}
.grip:hover,.grip:focus-visible{background:var(--accent)}
[data-dock=bottom]>.size{top:-4px;left:0;right:0;height:7px;cursor:ns-resize}
[data-dock=right]>.size{left:-4px;top:0;bottom:0;width:7px;cursor:ew-resize}
[data-dock=floating]>.size{right:0;bottom:0;width:16px;height:16px;cursor:nwse-resize;z-index:2;border-right:3px solid var(--edge);border-bottom:3px solid var(--edge);border-radius:0 0 7px}
.move{position:static;cursor:move;padding:2px 6px;border:1px solid var(--edge);border-radius:5px}
.body{display:flex;flex:1;min-height:0}
.side{flex:0 0 250px;overflow:auto;border-right:1px solid var(--line);padding:4px 0}
.view{flex:1;overflow:auto;padding:8px 10px;min-width:0}
.narrow .body{flex-direction:column}
.narrow .side{flex:0 0 auto;max-height:30%;border-right:0;border-bottom:1px solid var(--line)}
@media(max-width:700px){.body{flex-direction:column}.side{flex:0 0 auto;max-height:30%;border-right:0;border-bottom:1px solid var(--line)}}
.foot{padding:3px 10px;border-top:1px solid var(--line);min-height:25px}
.foot .bad{color:var(--red)}
.item{display:flex;gap:6px;align-items:center;padding:2px 8px;cursor:pointer;content-visibility:auto;contain-intrinsic-height:auto 23px;outline-offset:-2px}
.item:hover,.item[aria-selected=true]{background:var(--wash)}
.item .soft{margin-left:auto}
.facts{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0}
.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
.lanes{touch-action:pan-y;cursor:grab;overflow:hidden}
.lane{display:flex;align-items:center;gap:8px;content-visibility:auto;contain-intrinsic-height:auto 26px}
.lane .cut{flex:0 0 120px}
.lane svg{flex:1;height:24px;background:var(--sunk);min-width:0}
.lane rect{fill:currentColor}.lane line{stroke:var(--text);stroke-width:1.5}
.axis{display:flex;justify-content:space-between;margin-left:128px}
.spark{width:70px;height:16px;display:block}
.spark polyline{fill:none;stroke:var(--accent);stroke-width:1.5;vector-effect:non-scaling-stroke}
.messages{display:flex;gap:10px;height:100%;min-height:0;flex-wrap:wrap}
.list{flex:1 1 380px;display:flex;flex-direction:column;gap:6px;min-width:0;height:100%;min-height:180px}
.grid{flex:1;overflow:auto;position:relative;border:1px solid var(--line);min-height:0;outline-offset:-2px;overflow-anchor:none}
.mrow{display:grid;grid-template-columns:92px 66px 104px 64px minmax(120px,1fr);height:22px;line-height:22px;padding:0 6px;min-width:470px}
.mrow>*{overflow:hidden;text-overflow:ellipsis;white-space:pre}
.mhead{position:sticky;top:0;background:var(--bg);z-index:1;color:var(--soft);font-weight:600;border-bottom:1px solid var(--line)}
.rows{position:relative;min-width:470px}
.rows .mrow{position:absolute;left:0;right:0;cursor:pointer}
.rows .mrow:hover,.rows [aria-selected=true]{background:var(--wash)}
.detail{flex:1 1 260px;min-width:0;max-height:100%;display:flex;flex-direction:column;gap:6px}
pre{margin:0;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--sunk);padding:6px;border-radius:5px;font:12px/1.5 ui-monospace,Menlo,Consolas,monospace}
.hex{white-space:pre;overflow-wrap:normal}
.hands{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,270px),1fr));gap:14px 20px}
fieldset{border:0;padding:0;margin:0;min-width:0}
@media(prefers-reduced-motion:no-preference){.toggle .dot{animation:p 1.2s infinite alternate}}
@keyframes p{to{opacity:.35}}
@media(forced-colors:active){.radios .on,[aria-selected=true]{outline:2px solid Highlight}}
`
