/**
 * A lifecycle of React Native's `AppState` and, if the app has it, of `@react-native-community/netinfo`. One for the app:
 *
 *     export const lifecycle = createReactNativeLifecycle(AppState, NetInfo)
 */
import type { Lifecycle } from 'react-websocket-node'

/** As much of `AppState` as is used. */
interface AppStateLike {
  addEventListener(type: 'change', listener: (state: string) => void): { remove(): void }
}

/** As much of NetInfo as is used; it calls the listener with what is known at once, and at each change. */
interface NetInfoLike {
  addEventListener(listener: (state: { readonly isConnected: boolean | null }) => void): () => void
}

export function createReactNativeLifecycle(appState: AppStateLike, netInfo?: NetInfoLike): Lifecycle {
  let isOffline = false
  return {
    watch({ putAway, cameBack, wokeUp }) {
      let isAway = false
      const subscription = appState.addEventListener('change', (state) => {
        // `inactive` is a call that comes in, or the list of apps: the app goes on.
        if (state !== 'background' && state !== 'active') return
        isAway = state === 'background'
        if (isAway) putAway()
        else cameBack()
      })
      const stopNetInfo = netInfo?.addEventListener(({ isConnected }) => {
        const wasOffline = isOffline
        // null: not known yet.
        isOffline = isConnected === false
        if (wasOffline && !isOffline && !isAway) wokeUp()
      })
      return () => {
        subscription.remove()
        stopNetInfo?.()
        isOffline = false
      }
    },
    isOffline: () => isOffline,
  }
}
