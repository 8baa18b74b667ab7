/**
 * The entry `./inspector`: a panel and a recorder for the nodes of a page. Under the export condition `production`,
 * production.ts takes its place; `./inspector/production` is always this file.
 */
export { recorder } from './recorder.js'
export { webSocketNodePlugin } from './plugin.js'
export { WebSocketInspector } from './WebSocketInspector.js'
export type { Mask } from './model.js'
export type { WebSocketNodePlugin, WebSocketNodePluginProps } from './plugin.js'
export type { Recorder, RecorderOptions } from './recorder.js'
export type { WebSocketInspectorProps } from './WebSocketInspector.js'
