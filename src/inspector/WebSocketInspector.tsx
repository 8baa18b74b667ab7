'use client'
/**
 * The inspector as an element of an app.
 */
import type { Mask } from './model.js'
import { checkChoice, checkShortcut } from './panel/checks.js'
import type { Dock } from './panel/memory.js'
import type { Theme } from './panel/Shell.js'
import { useMountedPanel } from './panel/useMountedPanel.js'

/** The props of `<WebSocketInspector>`. */
export interface WebSocketInspectorProps {
  /**
   * Nodes to show besides those of React on this page: nodes of `createWebSocketNode`, or of frames of the same origin. The
   * array may be a new one in each render, with other nodes.
   *
   * @defaultValue none
   */
  readonly nodes?: readonly object[] | undefined
  /**
   * Whether the panel is open at first.
   *
   * @defaultValue `false`
   */
  readonly defaultOpen?: boolean | undefined
  /**
   * Where the panel opens: `'bottom'`, `'right'` or `'floating'`. The browser remembers another place once the user chose it.
   *
   * @defaultValue `'bottom'`
   */
  readonly dock?: Dock | undefined
  /**
   * The colours: `'light'`, `'dark'`, or `'system'` for those of the system.
   *
   * @defaultValue `'system'`
   */
  readonly theme?: Theme | undefined
  /**
   * The keys that open and close the panel: the modifiers `Alt`, `Shift`, `Ctrl`, `Meta` and a key, joined by `+`; `''` for
   * none.
   *
   * @defaultValue `'Alt+Shift+W'`
   */
  readonly shortcut?: string | undefined
  /**
   * Whether the panel can act on nodes: connect, send, cut and hold connections, force states.
   *
   * @defaultValue `true`
   */
  readonly hands?: boolean | undefined
  /**
   * Whether the panel has a recorder.
   *
   * @defaultValue `true`
   */
  readonly recording?: boolean | undefined
  /**
   * What is hidden besides what always is: query values, credentials in addresses, long subprotocols, and what `authenticate`
   * sends. If the fields change, the inspection starts anew; of a function, that of the latest render is called.
   *
   * @defaultValue none
   */
  readonly mask?: Mask | undefined
}

/** The element that holds the panel, of which a document has one. */
const MARK = 'data-websocket-inspector'

/**
 * Shows the WebSockets of the page in a panel, for development: their tree, states, traffic and messages, ways to provoke
 * faults, and a recorder. It renders nothing in its place: after the mount, a shadow root at the end of `body` has a button in
 * the lower right corner, which the page can style with `::part(button)`. A document has one inspector; a second one shows
 * nothing, and a warning says so. Production builds have an empty component in its place.
 *
 * @param props where the panel opens, how it looks, and what it shows
 * @throws TypeError for a `dock`, `theme` or `shortcut` that does not exist, for a `mask` of another kind, and for anything in
 * `nodes` but a node of this package
 *
 * @example
 * ```tsx
 * import type { ReactNode } from 'react'
 * import { WebSocketInspector } from 'react-websocket-node/inspector'
 *
 * export function App({ children }: { children: ReactNode }) {
 *   return (
 *     <>
 *       {children}
 *       <WebSocketInspector />
 *     </>
 *   )
 * }
 * ```
 */
export function WebSocketInspector(props: WebSocketInspectorProps): null {
  const { nodes, mask, defaultOpen = false, dock = 'bottom', theme = 'system' } = props
  const { shortcut = 'Alt+Shift+W', hands = true, recording = true } = props
  checkChoice('<WebSocketInspector>', 'dock', dock, ['bottom', 'right', 'floating'])
  checkChoice('<WebSocketInspector>', 'theme', theme, ['system', 'light', 'dark'])
  checkShortcut(shortcut)
  useMountedPanel(addHost, removeHost, {
    nodes,
    mask,
    theme,
    dock,
    shortcut,
    isOpenAtFirst: defaultOpen,
    hasHands: hands,
    hasRecording: recording,
  })
  return null
}

function addHost(): HTMLElement | undefined {
  if (document.querySelector(`[${MARK}]`)) {
    console.warn(
      'A second <WebSocketInspector> shows nothing: the first one of this document shows all its WebSockets.',
    )
    return undefined
  }
  const host = document.createElement('div')
  host.setAttribute(MARK, '')
  document.body.append(host)
  return host
}

function removeHost(host: HTMLElement): void {
  host.remove()
}
