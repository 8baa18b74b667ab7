/** As much of React Native as the tests use; its own types would bring globals of their own. */
declare module 'react-native' {
  import type { ComponentType, ReactNode } from 'react'

  export const Text: ComponentType<{ children?: ReactNode }>
  export const AppState: { addEventListener(type: 'change', listener: (state: string) => void): { remove(): void } }
  export const DeviceEventEmitter: { emit(name: string, event: object): void }
  export const NativeModules: Record<string, Record<string, unknown>>
}

/** As much of NetInfo as the code of the docs uses. */
declare module '@react-native-community/netinfo' {
  const NetInfo: {
    addEventListener(listener: (state: { readonly isConnected: boolean | null }) => void): () => void
  }
  export default NetInfo
}
