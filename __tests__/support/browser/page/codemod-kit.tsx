/**
 * Runs in the page, as the global `stage`: a component as it was with react-use-websocket and as the codemod writes it,
 * without StrictMode. Its addresses are those of the fixtures, which lead to the test's server here.
 */
import { components } from 'virtual:components'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'

/** Which component. */
export interface Part {
  readonly fixture: string
  readonly version: 'before' | 'after'
  readonly name: string
}

const FIXTURE_HOST = '127.0.0.1:9001'

const place = document.querySelector('#root')!
const lines: string[] = []
let root: Root | undefined
let show: (props: object) => void

// What a component logs is part of what it does.
console.info = (...args: unknown[]) => void lines.push(args.map(String).join(' '))

const tools = {
  /** From now on the fixtures' host is `host`. */
  lead(host: string): void {
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(String(url).replace(FIXTURE_HOST, host), protocols)
      }
    }
  },

  mount({ fixture, version, name }: Part, props: object): void {
    const Component = components[fixture]?.[version][name]
    if (Component === undefined) throw new Error(`there is no ${name} in ${fixture}, ${version}`)
    start((props) => <Component {...props} />, props)
  },

  /** Two siblings of one fixture, of which `update({ step })` mounts those that `step` names, and unmounts the others. */
  mountSiblings({ fixture, version }: Omit<Part, 'name'>): void {
    const { Badge, Light } = components[fixture]![version] as Record<'Badge' | 'Light', React.ComponentType>
    const Siblings = ({ step = '' }: { step?: string }) => (
      <p>
        {step.includes('badge') && <Badge />}
        {step.includes('light') && <Light />}
      </p>
    )
    start((props) => <Siblings {...props} />, {})
  },

  /** Renders it with other props. */
  update: (props: object): void => show(props),

  unmount(): void {
    root?.unmount()
  },

  /** Clicks the button of that text, or without one the checkbox. */
  click(text?: string): void {
    const found = [...place.querySelectorAll<HTMLElement>(text === undefined ? 'input[type=checkbox]' : 'button')].find(
      (element) => text === undefined || element.textContent === text,
    )
    if (found === undefined) throw new Error(`there is nothing to click: ${text ?? 'a checkbox'}`)
    found.click()
  },

  /** What the page shows, and what was logged. */
  look: () => ({ text: place.textContent, lines: [...lines] }),
}

function start(element: (props: object) => React.ReactNode, props: object): void {
  root = createRoot(place)
  show = (next) => flushSync(() => root!.render(element(next)))
  show(props)
}

declare global {
  var stage: typeof tools
}

globalThis.stage = tools
