'use client'
/**
 * The inspector inside of TanStack Devtools, or of another tool that shows plugins in its own frame.
 */
import { useCallback, useRef, type ReactElement } from 'react'
import { checkChoice } from './panel/checks.js'
import { useMountedPanel } from './panel/useMountedPanel.js'
import type { WebSocketInspectorProps } from './WebSocketInspector.js'

/** The options of `webSocketNodePlugin`: the props of the inspector without those that the devtools decide. */
export type WebSocketNodePluginProps = Omit<WebSocketInspectorProps, 'dock' | 'shortcut' | 'defaultOpen' | 'theme'>

/** A plugin in the shape that TanStack Devtools takes. */
export interface WebSocketNodePlugin {
  /** The id by which the devtools know the plugin. */
  readonly id: string
  /** The title of the plugin's tab. */
  readonly name: string
  /** Called by the tool with the element that it shows the plugin in, and the theme that it has. */
  readonly render: (element: HTMLElement, props: { readonly theme: 'light' | 'dark' }) => ReactElement
}

/**
 * Creates a plugin that shows the inspector inside of TanStack Devtools, or of another tool with plugins of the same shape. It
 * watches the nodes while its tab is shown; a `recorder()` watches longer.
 *
 * @param props what the inspector shows and hides
 */
export function webSocketNodePlugin(props: WebSocketNodePluginProps = {}): WebSocketNodePlugin {
  return {
    id: 'react-websocket-node',
    name: 'WebSockets',
    render: (_element, { theme }) => <Inline {...props} theme={theme} />,
  }
}

function Inline(props: WebSocketNodePluginProps & { readonly theme: 'light' | 'dark' }) {
  const { nodes, mask, theme, hands = true, recording = true } = props
  checkChoice('webSocketNodePlugin', 'theme', theme, ['light', 'dark'])
  const host = useRef<HTMLDivElement>(null)
  useMountedPanel(
    useCallback(() => host.current, []),
    nothing,
    {
      nodes,
      mask,
      theme,
      dock: undefined,
      shortcut: '',
      isOpenAtFirst: true,
      hasHands: hands,
      hasRecording: recording,
    },
  )
  return <div ref={host} data-inline="" />
}

function nothing(): void {}
