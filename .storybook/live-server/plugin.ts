/**
 * The Vite plugin that gives Storybook's development server the live WebSocket server, on Storybook's own port.
 */
import type { Plugin } from 'vite'
import { answerHealth, attachLiveServer, type UpgradingServer } from './live.js'

/** Servers that have it already: other tools load Storybook's Vite configuration more than once. */
const attached = new WeakSet<object>()

/** Development only: a built Storybook simulates the server instead. */
export function liveServer(): Plugin {
  return {
    name: 'live-websocket-server',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!answerHealth(request, response)) next()
      })
      // In Storybook Vite is a middleware: the HTTP server is the one that is handed over for hot updates.
      const { hmr } = server.config.server
      const http = server.httpServer ?? (typeof hmr === 'object' ? hmr.server : undefined)
      if (!http || attached.has(http)) return
      attached.add(http)
      const detach = attachLiveServer(http as UpgradingServer)
      http.once('close', detach)
    },
  }
}
