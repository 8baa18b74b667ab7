/**
 * The look of the panel: one sheet, adopted by its shadow root. Nothing of the page reaches in, and nothing gets out.
 * Colours and controls are the browser's own, in the scheme that the theme names; those of states do on light and dark.
 */

/** The sheet's text. `data-theme` at the root is `'system'`, `'light'` or `'dark'`. */
export const STYLES = `
:host{all:initial}
[data-inline],.root{display:block;height:100%}
.root{color-scheme:light dark;color:CanvasText;font:13px/1.45 system-ui,sans-serif}
[data-theme=light]{color-scheme:light}
[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box;min-width:0}
button,input,textarea{font:inherit;margin:0}
textarea{width:100%;resize:vertical}
input[type=number]{width:8em}
p,dl,dd{margin:0}
table{border-collapse:collapse;width:100%;text-align:left}
th,td{padding:2px 10px 2px 0;border-bottom:1px solid #8885;vertical-align:top}
td.mono{overflow-wrap:anywhere}
thead th{position:sticky;top:-8px;background:Canvas;z-index:1}
tbody th{font-weight:400}
th.group{font-weight:600;padding-top:8px}
.row,.head,.foot,.lane,.item{display:flex;gap:6px 8px;align-items:center}
.row,.head,.foot,.messages{flex-wrap:wrap}
.col,.list,.detail,.panel,.field{display:flex;flex-direction:column}
.col,.list,.detail{gap:8px}
.soft,.field{opacity:.8}
.num{white-space:nowrap;font-variant-numeric:tabular-nums}
.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mono,pre,textarea{font:12px/1.5 ui-monospace,Menlo,Consolas,monospace}
[aria-disabled]{opacity:.7;border-style:dashed}
[aria-pressed=true],[aria-selected=true],.on,.item:hover,.rows>:hover{background:#58f4}
.radios{display:flex;border:1px solid #888;border-radius:4px}
.radios label{position:relative;padding:2px 8px}
.radios input,.file input{position:absolute;opacity:0;width:1px;padding:0}
.radios label:focus-within,.file:focus-within{outline:2px solid #58f}
.file{position:relative;border:1px solid #888;border-radius:4px;padding:2px 8px}
.dot{flex:none;display:inline-block;width:9px;height:9px;border-radius:9px;background:currentColor}
.s-open,.s-subscribed,.s-ready{color:#2a9a5a}
.s-connecting,.s-subscribing{color:#3b82d6}
.s-reconnecting,.s-waiting{color:#b8781a}
.s-failed,.s-rejected{color:#d6505a}
.s-closing{color:#9468d8}
.s-closed,.s-idle,.s-unsubscribed,.s-held{color:#7d8798}
.toggle,.panel{position:fixed;z-index:2147483000;right:0;bottom:0;background:Canvas;color:inherit;border:1px solid #888;box-shadow:0 0 9px #0005}
.toggle{width:34px;height:34px;margin:8px;padding:7px;border-radius:50%}
.toggle .dot{position:absolute;top:0;right:0;color:#b8781a}
[data-dock=bottom]{left:0;max-height:100%}
[data-dock=right]{top:0;max-width:100%}
[data-dock=floating]{max-width:100%;max-height:100%}
[data-dock=inline]{position:static;height:100%}
.head{padding:4px 8px;background:#8882}
.tabs{display:flex;flex:1 0 auto;max-width:100%;overflow-x:auto}
.tabs button{flex:none;border:0;background:0;color:inherit;padding:4px 8px;outline-offset:-2px}
.tabs [aria-selected=true]{box-shadow:0 -2px #58f inset}
.size{position:absolute;top:-4px;left:-4px;width:100%;height:8px;padding:0;opacity:0;cursor:ns-resize;touch-action:none}
[data-dock=right] .size{width:8px;height:100%;cursor:ew-resize}
[data-dock=floating] .size{top:auto;left:auto;right:-4px;bottom:-4px;width:20px;height:20px;cursor:nwse-resize}
.size:focus-visible{opacity:1}
.move{cursor:move;touch-action:none}
.body{display:flex;flex:1;min-height:0}
.side{flex:0 0 270px;overflow:auto;border-right:1px solid #8885}
.view{flex:1;overflow:auto;padding:8px}
[data-dock=right] .body{flex-direction:column}
[data-dock=right] .side{flex:none;max-height:30%;border-bottom:1px solid #8885}
@media(max-width:700px){.body{flex-direction:column}.side{flex:none;max-height:30%;border-bottom:1px solid #8885}}
.foot{padding:2px 8px;border-top:1px solid #8885;min-height:24px}
.item{padding:2px 8px;outline-offset:-2px;content-visibility:auto;contain-intrinsic-height:auto 23px}
.item .cut{flex:1}
.item .soft{flex:none;max-width:60%}
.facts{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;overflow-wrap:anywhere}
.lanes{touch-action:pan-y;cursor:grab}
.lane .cut{flex:0 0 120px}
.lane svg{flex:1;height:24px;background:#8882}
rect{fill:currentColor}
line,polyline{fill:none;stroke:currentColor;vector-effect:non-scaling-stroke}
.axis{display:flex;justify-content:space-between;margin-left:128px}
.spark{width:70px;height:16px;display:block}
.messages{display:flex;gap:10px;height:100%}
.list{flex:1 1 380px;height:100%;min-height:180px}
.grid{flex:1;overflow:auto;border:1px solid #8885;overflow-anchor:none;outline-offset:-2px}
.mrow{display:grid;grid-template-columns:92px 76px 104px 64px minmax(120px,1fr);height:22px;line-height:22px;padding:0 6px;min-width:470px}
.mrow>*{overflow:hidden;text-overflow:ellipsis;white-space:pre}
.mhead{position:sticky;top:0;background:Canvas;z-index:1;font-weight:600}
.rows{position:relative;min-width:470px}
.rows>*{position:absolute;left:0;right:0}
.detail{flex:1 1 260px;max-height:100%;min-height:160px}
pre{margin:0;padding:6px;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere;background:#8882}
.hex{white-space:pre}
.hands{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,270px),1fr));gap:14px 20px}
`
