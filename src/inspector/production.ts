/**
 * The entry `./inspector` in production: no panel, and nothing of it is shipped; the recorder is real.
 */
import type { WebSocketNodePlugin, WebSocketNodePluginProps } from './plugin.js'
import type { WebSocketInspectorProps } from './WebSocketInspector.js'

export { recorder } from './recorder.js'
export type { Mask } from './model.js'
export type { WebSocketNodePlugin, WebSocketNodePluginProps } from './plugin.js'
export type { Recorder, RecorderOptions } from './recorder.js'
export type { WebSocketInspectorProps } from './WebSocketInspector.js'

/** Shows nothing in production; `react-websocket-node/inspector/production` has the real one. */
export function WebSocketInspector(_props: WebSocketInspectorProps): null {
  return null
}

/** A plugin that shows nothing in production; `react-websocket-node/inspector/production` has the real one. */
export function webSocketNodePlugin(_props: WebSocketNodePluginProps = {}): Omit<WebSocketNodePlugin, 'render'> & {
  readonly render: () => null
} {
  return { id: 'react-websocket-node', name: 'WebSockets', render: () => null }
}
