/**
 * The entry `./inspector`: looking at nodes. Under the export condition `production`, production.ts is in its place;
 * `./inspector/production` is always this.
 */
export { recorder } from './recorder.js'
export { webSocketNodePlugin } from './plugin.js'
export { WebSocketInspector } from './WebSocketInspector.js'
export type { Mask } from './model.js'
export type { WebSocketNodePlugin, WebSocketNodePluginProps } from './plugin.js'
export type { Recorder, RecorderOptions } from './recorder.js'
export type { WebSocketInspectorProps } from './WebSocketInspector.js'
