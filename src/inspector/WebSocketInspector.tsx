'use client'
/**
 * The inspector as an element of an app.
 */
import type { Mask } from './model.js'
import { checkChoice, checkString } from './panel/checks.js'
import type { Dock } from './panel/memory.js'
import type { Theme } from './panel/Shell.js'
import { useMountedPanel } from './panel/useMountedPanel.js'

export interface WebSocketInspectorProps {
  /**
   * Nodes beyond those of React on this page: made by `createWebSocketNode`, or of same-origin frames. They may come and
   * go; an array built anew in each render is no change while it has the same nodes.
   */
  readonly nodes?: readonly object[] | undefined
  /** Whether it is open at first. Default false. */
  readonly defaultOpen?: boolean | undefined
  /** Where it opens: `'bottom'`, `'right'` or `'floating'`, unless the browser remembers another place. Default `'bottom'`. */
  readonly dock?: Dock | undefined
  /** `'light'`, `'dark'`, or as the system has it. Default `'system'`. */
  readonly theme?: Theme | undefined
  /**
   * The keys that open and close it: modifiers `Alt`, `Shift`, `Ctrl`, `Meta` and a key, joined by `+`; `''` for none.
   * Default `'Alt+Shift+W'`.
   */
  readonly shortcut?: string | undefined
  /** Whether it has hands: connect, send, cut, hold, force states. Default true. */
  readonly hands?: boolean | undefined
  /** Whether it has the recorder. Default true. */
  readonly recording?: boolean | undefined
  /**
   * What is hidden besides query values, userinfo, long subprotocols and what `authenticate` sends, which always are. Fields
   * that change begin a new inspection; of a function the latest one is called.
   */
  readonly mask?: Mask | undefined
}

/** The element that holds the panel, of which a document has one. */
const MARK = 'data-websocket-inspector'

/**
 * Shows the WebSockets of the page: their tree, states, traffic and messages, with hands to try faults, and a recorder.
 * It renders nothing in its place: after the mount it puts a shadow root at the end of `body`, with a button in the lower
 * right corner (`::part(button)` for the page's own style). One a document: a second one says so, and shows nothing.
 *
 * @throws TypeError for a `dock`, `theme` or `shortcut` that there is not
 */
export function WebSocketInspector(props: WebSocketInspectorProps): null {
  const { nodes, mask, defaultOpen = false, dock = 'bottom', theme = 'system' } = props
  const { shortcut = 'Alt+Shift+W', hands = true, recording = true } = props
  checkChoice('<WebSocketInspector>', 'dock', dock, ['bottom', 'right', 'floating'])
  checkChoice('<WebSocketInspector>', 'theme', theme, ['system', 'light', 'dark'])
  checkString('<WebSocketInspector>', 'shortcut', shortcut)
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
