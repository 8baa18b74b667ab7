/**
 * Horizontal bars, written by hand: they read in light and dark, and without eyes.
 */
import { findRow, type Results, type Row } from '../results'
import { number } from './table'

/** Some bars under a heading. */
export interface Panel {
  readonly title: string
  readonly unit: string
  readonly digits: number
  readonly bars: readonly Bar[]
}

export interface Bar {
  readonly label: string
  readonly kind: Row['kind']
  readonly value: number
  /** Behind the number. */
  readonly note?: string
}

const WIDTH = 1000
const LABELS = 410
const VALUES = 180
const BAR = 18
const STEP = 26
const HEAD = 44

const STYLE = `
  text { font: 13px system-ui, 'Segoe UI', Roboto, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 15px }
  .ours-label { font-weight: 600 }
  .floor, .hand { fill: #8c959f }
  .library { fill: #bf8700 }
  .ours { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .floor, .hand { fill: #7d8590 }
    .library { fill: #d29922 }
    .ours { fill: #58a6ff }
  }`

/** The picture of a run: what it has no figures for is left out. */
export function picture(results: Results): string {
  return svg(
    [
      panel(results, 'flood/text-200k', 'perMessage', 'Flood of texts: main-thread CPU', 'µs a message', 1),
      panel(results, 'flood/binary', 'perMessage', 'Flood of binaries: main-thread CPU', 'µs a message', 1),
      panel(results, 'latency/100', 'p50', 'Round trip to the document at 100 messages a second, median', 'ms', 2),
    ].filter(({ bars }) => bars.length > 0),
  )
}

function panel(results: Results, path: string, figure: string, title: string, unit: string, digits: number): Panel {
  const [scenario, variant] = path.split('/')
  const rows =
    results.scenarios.find(({ id }) => id === scenario)?.variants.find(({ id }) => id === variant)?.rows ?? []
  const bars = rows.flatMap(({ contestant, label, kind }) => {
    const figures = findRow(results, path, contestant)?.figures
    const value = figures?.[figure]
    return value === undefined ? [] : [{ label, kind, value, note: lossOf(figures?.['seenPercent']) }]
  })
  return { title, unit, digits, bars: bars.sort((a, b) => a.value - b.value) }
}

/** What must be said of a component that did not get to see most of it. */
function lossOf(seenPercent = 100): string {
  return seenPercent < 90 ? `, sees ${number(seenPercent, 1)} %` : ''
}

/** Draws panels one below the other. */
function svg(panels: readonly Panel[]): string {
  const parts: string[] = []
  let top = 0
  for (const one of panels) {
    parts.push(...drawn(one, top))
    top += HEAD + one.bars.length * STEP + 16
  }
  const description = panels
    .map(({ title, unit, digits, bars }) => {
      const values = bars.map(({ label, value, note = '' }) => `${label} ${number(value, digits)} ${unit}${note}`)
      return `${title}: ${values.join(', ')}.`
    })
    .join(' ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" role="img" aria-labelledby="title desc">
<title id="title">Benchmark of react-websocket-node and others; less is better</title>
<desc id="desc">${escape(description)}</desc>
<style>${STYLE}
</style>
${parts.join('\n')}
</svg>
`
}

function drawn({ title, unit, digits, bars }: Panel, top: number): string[] {
  const greatest = Math.max(...bars.map(({ value }) => value))
  const scale = (WIDTH - LABELS - VALUES) / greatest
  return [
    `<text class="title" x="0" y="${top + 26}">${escape(`${title}, ${unit} (less is better)`)}</text>`,
    ...bars.flatMap(({ label, kind, value, note = '' }, index) => {
      const y = top + HEAD + index * STEP
      const width = Math.max(1, value * scale)
      const name = kind === 'ours' ? ' class="ours-label"' : ''
      return [
        `<text${name} x="${LABELS - 10}" y="${y + 14}" text-anchor="end">${escape(label)}</text>`,
        `<rect class="${kind}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>`,
        `<text${name} x="${(LABELS + width + 8).toFixed(1)}" y="${y + 14}">${number(value, digits)}${note}</text>`,
      ]
    }),
  ]
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
