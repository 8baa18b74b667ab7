/**
 * A lifecycle of Electron's `powerMonitor` and `net`, for nodes in the main process. A window's nodes have the page's
 * events already. Not run in Electron: tested against mocks of the documented API.
 *
 *     import { net, powerMonitor } from 'electron'
 *     export const lifecycle = createElectronLifecycle(powerMonitor, net)
 */
import type { Lifecycle } from 'react-websocket-node/core'

/** As much of `powerMonitor` as is used; an `EventEmitter`. */
interface PowerMonitorLike {
  on(event: 'suspend' | 'resume', listener: () => void): unknown
  off(event: 'suspend' | 'resume', listener: () => void): unknown
}

export function createElectronLifecycle(powerMonitor: PowerMonitorLike, net?: { isOnline(): boolean }): Lifecycle {
  return {
    watch({ putAway, cameBack }) {
      powerMonitor.on('suspend', putAway)
      powerMonitor.on('resume', cameBack)
      return () => {
        powerMonitor.off('suspend', putAway)
        powerMonitor.off('resume', cameBack)
      }
    },
    isOffline: () => net?.isOnline() === false,
  }
}
