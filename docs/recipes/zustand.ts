/**
 * A zustand store that a node feeds: one `setState` a batch, however many packets it has, and a selector for each
 * component. The store starts again with another destination, as the value hooks do, and outlasts a reconnect.
 */
// #region store
import { json, useSignal, type WebSocketNodeHandle } from 'react-websocket-node'
import { create } from 'zustand'

export interface Quote {
  symbol: string
  price: number
}

export const feed = json<Quote>()

export const useQuotes = create<Readonly<Record<string, Quote>>>(() => ({}))

/** Feeds the store; call it once, in the component of the node or below it. */
export function useQuotesOf(node: WebSocketNodeHandle<typeof feed> | null): void {
  useSignal(node, 'received', (_data, packets) => {
    useQuotes.setState(Object.fromEntries(packets.map((quote) => [quote.symbol, quote])))
  })
  useSignal(node, 'connected', (_url, { isReconnect }) => {
    if (!isReconnect) useQuotes.setState({}, true)
  })
}

/** Renders for this symbol alone. */
export const usePrice = (symbol: string) => useQuotes((quotes) => quotes[symbol]?.price)
// #endregion
