// The report's style: light and dark, on paper, enlarged. Nothing is fetched. Colours differ in lightness too, for readers who do not see hues.
export const style = `
:root { color-scheme: light dark; --page: #fff; --ink: #1a1a1a; --soft: #595959; --line: #c9c9c9; --panel: #f3f5f7; --right: #0b63a5; --wrong: #a8320a; --people: #c3c9d0; --mark: #0b63a5; --warn: #fff3d6; --heat: 11, 99, 165; --heatbad: 168, 50, 10 }
@media (prefers-color-scheme: dark) { :root { --page: #14181c; --ink: #ececec; --soft: #b4bac0; --line: #485058; --panel: #1f252b; --right: #6db8f2; --wrong: #ff9a6b; --people: #56606a; --mark: #6db8f2; --warn: #3d3213; --heat: 109, 184, 242; --heatbad: 255, 154, 107 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere }
h2 { font-size: 1.3rem; margin: 3rem 0 .75rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem }
p, figcaption, li { max-width: 44rem }
.soft, figcaption, caption { color: var(--soft) }
.three { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); gap: 1rem; margin: 1.5rem 0 1rem; padding: 0 }
.three div { background: var(--panel); border-left: .4rem solid var(--tone); padding: .75rem 1rem }
.three dt { font-weight: 600 }
.three dd { margin: 0 }
.three .big { font-size: 2.25rem; line-height: 1.2; font-weight: 700 }
.filed { --tone: var(--right) } .errors { --tone: var(--wrong) } .people { --tone: var(--people) }
.warning { background: var(--warn); border-left: .4rem solid var(--wrong); padding: .75rem 1rem }
figure { margin: 0 0 .5rem }
figure svg { display: block; width: 100%; max-width: 34rem; height: auto; font: 13px system-ui, Arial, sans-serif }
svg text { fill: var(--ink) } svg .soft { fill: var(--soft) }
svg .axis { stroke: var(--line); stroke-width: 1; fill: none } svg .curve { stroke: var(--mark); stroke-width: 2.5; fill: none; stroke-linejoin: round }
svg .limit { stroke: var(--wrong); stroke-width: 1.5; stroke-dasharray: 5 4 } svg .limit-text { fill: var(--wrong) }
svg .dot { fill: var(--mark) } svg .here { fill: var(--page); stroke: var(--ink); stroke-width: 2.5 } svg .span { stroke: var(--mark); stroke-width: 1.5 }
svg .r { fill: var(--right) } svg .w { fill: var(--wrong) } svg .p { fill: var(--people) }
.bar { width: 8rem; height: .9rem; display: block }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .25rem 0 .75rem }
.legend li::before { content: ""; display: inline-block; width: .9rem; height: .9rem; margin-right: .4rem; vertical-align: -.1rem; background: var(--tone) }
.wide { overflow-x: auto; margin: .5rem 0 }
.wide:focus-visible, summary:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums }
caption { text-align: left; padding: .25rem 0 }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap }
tbody th { font-weight: 400 }
.number { text-align: right }
.ids { white-space: normal; min-width: 14rem; overflow-wrap: anywhere; font-size: .85rem }
.matrix { font-size: .75rem } .matrix th, .matrix td { padding: .15rem .3rem; border: 1px solid var(--line); text-align: center } .matrix tbody th { text-align: left }
.matrix thead th { height: 10rem; vertical-align: bottom } .matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg) }
.matrix td.hit { background: rgba(var(--heat), var(--depth)) } .matrix td.miss { background: rgba(var(--heatbad), var(--depth)); font-weight: 700 }
details { margin: .25rem 0 1rem } summary { cursor: pointer; color: var(--mark); padding: .3rem 0 }
.bad { color: var(--wrong); font-weight: 600 }
@media print {
  :root { color-scheme: light; --page: #fff; --ink: #000; --soft: #444; --line: #bbb; --panel: #fff; --right: #0b63a5; --wrong: #a8320a; --people: #c3c9d0; --mark: #0b63a5; --warn: #fff }
  body { font-size: 10pt } main { max-width: none; padding: 0 } .wide { overflow: visible } figure, .three, tr { break-inside: avoid } h2 { break-after: avoid; margin-top: 1.5rem }
  svg, .three div, .legend li::before, .matrix td { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .three { grid-template-columns: repeat(3, 1fr) } figure svg { max-width: 12cm } table { font-size: 8pt } th, td { padding-right: .5rem } .bar { width: 4rem } .matrix { font-size: 6pt } .matrix th, .matrix td { padding: 1px 2px }
  details::details-content { content-visibility: visible; block-size: auto } summary { list-style: none; color: inherit }
}
`
