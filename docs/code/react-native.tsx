/** The code of docs/react-native.md; it runs in an app under React Native's jest preset. */
// #region app
import NetInfo from '@react-native-community/netinfo'
import type { ReactNode } from 'react'
import { AppState } from 'react-native'
import { WebSocketProvider } from 'react-websocket-node'
import { createReactNativeLifecycle } from '../recipes/react-native'

const lifecycle = createReactNativeLifecycle(AppState, NetInfo)

export function Root({ children }: { children: ReactNode }) {
  return <WebSocketProvider defaults={{ lifecycle }}>{children}</WebSocketProvider>
}
// #endregion
