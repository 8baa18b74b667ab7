/**
 * A lifecycle of `@capacitor/app` and `@capacitor/network`. Not run on a device: tested against mocks of the documented
 * API. One for the app:
 *
 *     export const lifecycle = createCapacitorLifecycle(App, Network)
 */
import type { Lifecycle } from 'react-websocket-node'

interface Handle {
  remove(): Promise<void>
}

/** As much of `App` as is used. `pause` is the background, on iOS and Android alike. */
interface AppLike {
  addListener(event: 'pause' | 'resume', listener: () => void): Promise<Handle>
}

interface Status {
  readonly connected: boolean
}

/** As much of `Network` as is used. */
interface NetworkLike {
  getStatus(): Promise<Status>
  addListener(event: 'networkStatusChange', listener: (status: Status) => void): Promise<Handle>
}

export function createCapacitorLifecycle(app: AppLike, network?: NetworkLike): Lifecycle {
  let isOffline = false
  return {
    watch({ putAway, cameBack, wokeUp }) {
      let isAway = false
      let isStopped = false
      const follow = ({ connected }: Status) => {
        const wasOffline = isOffline
        isOffline = !connected && !isStopped
        if (wasOffline && connected && !isAway) wokeUp()
      }
      const handles = [
        app.addListener('pause', () => {
          isAway = true
          putAway()
        }),
        app.addListener('resume', () => {
          isAway = false
          cameBack()
        }),
        network?.addListener('networkStatusChange', follow),
      ]
      void network?.getStatus().then(follow)
      return () => {
        isStopped = true
        isOffline = false
        // The handles may still be on their way.
        for (const handle of handles) void handle?.then((there) => there.remove())
      }
    },
    isOffline: () => isOffline,
  }
}
