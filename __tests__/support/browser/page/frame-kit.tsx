/**
 * Runs in the page and in the frames that it makes: a frame takes messages in by every way to flush, shows them by a
 * value hook, and reports to the page that made it. What a frame is to do stands in its name.
 */
import { useEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { text, useLastReceived, useWebSocketNode, type Flush } from '../../../../src/index'
import { watch } from './kit'

export * from './kit'

const FLUSHES: readonly Flush[] = ['burst', 'frame', 'sync']

/** What a frame is to do. */
export interface Order {
  /** Where `count` texts come from, `0` and up. */
  readonly url: string
  readonly count: number
}

/** What came of it. */
export interface Report {
  /** For each way to flush, how many texts `onReceived` got, and what was shown last. */
  readonly readers: Readonly<Record<string, { readonly received: number; readonly shown: string }>>
  readonly isHidden: boolean
  readonly hasFrames: boolean
  readonly origin: string
  /** Whether the frame may use its storage. */
  readonly hasStorage: boolean
  /** What became of a relative url. */
  readonly relative: string
}

/** What kind of frame it is. */
export interface FrameKind {
  readonly attributes?: Readonly<Record<string, string>>
  readonly style?: string
  /** Where its document comes from. Default `page`. */
  readonly from?: 'page' | 'other-origin' | 'srcdoc' | 'data' | 'written'
}

/** Makes a frame, and resolves to its report when it has received and shown everything. */
export function runInFrame({ attributes = {}, style = '', from = 'page' }: FrameKind, order: Order): Promise<Report> {
  const frame = document.createElement('iframe')
  frame.name = JSON.stringify(order)
  frame.style.cssText = style
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value)
  const script = new URL('/kit.js', location.href).href
  const html = `<!doctype html><div id="root"></div><script src="${script}"></script>`
  if (from === 'page') frame.src = '/frame'
  else if (from === 'other-origin') frame.src = `http://localhost:${location.port}/frame`
  else if (from === 'srcdoc') frame.srcdoc = html
  else if (from === 'data') frame.src = `data:text/html,${encodeURIComponent(html)}`
  const report = reportFrom(() => frame.contentWindow)
  document.body.append(frame)
  if (from === 'written') {
    frame.contentDocument?.write(html)
    frame.contentDocument?.close()
  }
  return report
}

/** Resolves to what the window reports. */
function reportFrom(getWindow: () => Window | null): Promise<Report> {
  return new Promise((resolve) => {
    addEventListener('message', function hear({ source, data }: MessageEvent<Report>) {
      if (source !== getWindow()) return
      removeEventListener('message', hear)
      resolve(data)
    })
  })
}

/** Shows readers in the document of another window, and resolves to what stands there when everything is shown. */
export function showIn({ document: { body } }: Window, order: Order): Promise<string[]> {
  return new Promise((resolve) => {
    read(
      order,
      (readers) => createRoot(document.getElementById('root')!).render(createPortal(readers, body)),
      () => resolve([...body.querySelectorAll('p')].map((place) => place.textContent.split(',').at(-1)!)),
    )
  })
}

type Progress = Map<Flush, { received: number; shown: string }>

/** Renders a reader for each way to flush; `done` is called when all of them have received and shown everything. */
function read(order: Order, render: (readers: ReactNode) => void, done: (progress: Progress) => void): void {
  const progress: Progress = new Map(FLUSHES.map((flush) => [flush, { received: 0, shown: '' }]))
  const last = String(order.count - 1)
  const look = (): void => {
    if ([...progress.values()].every(({ received, shown }) => received === order.count && shown === last))
      done(progress)
  }
  render(FLUSHES.map((flush) => <Reader key={flush} flush={flush} order={order} progress={progress} onChange={look} />))
}

interface ReaderProps {
  readonly flush: Flush
  readonly order: Order
  readonly progress: Progress
  readonly onChange: () => void
}

function Reader({ flush, order, progress, onChange }: ReaderProps) {
  const [, node] = useWebSocketNode({
    url: order.url,
    flush,
    format: text,
    autoconnectMode: 'self-ready',
    onReceived(_, packets) {
      progress.get(flush)!.received += packets.length
      onChange()
    },
  })
  const shown = String(useLastReceived(node) ?? '')
  useEffect(() => {
    progress.get(flush)!.shown = shown.split(',').at(-1)!
    onChange()
  })
  return <p>{shown}</p>
}

/** Does what the name of this window says. */
function run(order: Order): void {
  let hasFrames = false
  requestAnimationFrame(() => (hasFrames = true))
  const { node } = watch({ url: '/socket' })
  node.connect()
  const { state } = node
  node.dispose()
  const relative = state.status === 'failed' ? state.error.code : 'url' in state ? state.url : state.status
  const root = createRoot(document.getElementById('root')!)
  read(
    order,
    (readers) => root.render(readers),
    (progress) => {
      const report: Report = {
        readers: Object.fromEntries(progress),
        isHidden: document.hidden,
        hasFrames,
        origin: self.origin,
        hasStorage: hasStorage(),
        relative,
      }
      window.parent.postMessage(report, '*')
    },
  )
}

function hasStorage(): boolean {
  try {
    return typeof localStorage === 'object'
  } catch {
    return false
  }
}

if (window.name.startsWith('{')) run(JSON.parse(window.name) as Order)
