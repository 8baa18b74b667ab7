'use client'
/**
 * The inspector inside of TanStack Devtools, or of another tool that shows plugins in its own frame.
 */
import { useCallback, useRef, type ReactElement } from 'react'
import { checkChoice } from './panel/checks.js'
import { useMountedPanel } from './panel/useMountedPanel.js'
import type { WebSocketInspectorProps } from './WebSocketInspector.js'

/** What the plugin takes: no place and no shortcut, which are the tool's. */
export type WebSocketNodePluginProps = Omit<WebSocketInspectorProps, 'dock' | 'shortcut' | 'defaultOpen' | 'theme'>

/** A plugin as TanStack Devtools takes it. */
export interface WebSocketNodePlugin {
  readonly id: string
  readonly name: string
  /** Called by the tool with the element that it shows the plugin in, and the theme that it has. */
  readonly render: (element: HTMLElement, props: { readonly theme: 'light' | 'dark' }) => ReactElement
}

/**
 * Makes the plugin. It watches from the moment at which its tab is shown until that is left; a `recorder()` watches longer.
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
