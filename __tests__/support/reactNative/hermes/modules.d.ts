declare module 'abort-controller/dist/abort-controller' {
  export const AbortController: typeof globalThis.AbortController
}
declare module 'react-native-0.72/Libraries/Blob/URL' {
  export const URL: typeof globalThis.URL
}
