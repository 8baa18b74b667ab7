/**
 * The shadow root in which the panel lives, with a React root of its own: what happens in the panel (an event, an error, a
 * context) is nothing that the app's tree hears of.
 */
import { createRoot } from 'react-dom/client'
import { Shell, type ShellProps } from './Shell.js'
import { STYLES } from './styles.js'

/** Events of keys, which end at the panel, so that no shortcut of the app takes them for its own. */
const KEYS = ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste', 'copy', 'cut'] as const

export interface MountedPanel {
  render(props: ShellProps): void
  unmount(): void
}

/** Fills an empty element. */
export function mountPanel(host: HTMLElement): MountedPanel {
  // The shadow root of an element stays, also under StrictMode, which mounts twice.
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  dress(shadow)
  const container = document.createElement('div')
  container.style.height = '100%'
  shadow.append(container)
  const stop = (event: Event) => event.stopPropagation()
  for (const type of KEYS) host.addEventListener(type, stop)
  const root = createRoot(container)
  return {
    render: (props) => root.render(<Shell {...props} />),
    unmount() {
      for (const type of KEYS) host.removeEventListener(type, stop)
      container.remove()
      // Not `unmount()`, which React refuses in the middle of a commit, in which this is called.
      root.render(null)
    },
  }
}

/** Gives the shadow root its look: by a sheet made in script, which every content security policy lets. */
function dress(shadow: ShadowRoot): void {
  if ('adoptedStyleSheets' in shadow && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLES)
    shadow.adoptedStyleSheets = [sheet]
  } else if (!shadow.querySelector('style')) {
    // Firefox below 101 and Safari below 16.4.
    const style = document.createElement('style')
    style.textContent = STYLES
    shadow.append(style)
  }
}
