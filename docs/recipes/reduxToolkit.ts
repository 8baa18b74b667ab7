/**
 * A Redux Toolkit store that a node feeds, one action a batch, and a thunk that asks the server over the node and gives up
 * when it is aborted. Without React; in a component, `useEffect(() => feed(store, node), [store, node])`.
 */
import { configureStore, createAsyncThunk, createSlice, type Dispatch, type PayloadAction } from '@reduxjs/toolkit'
import { json, request, type CoreNode, type WebSocketNodeHandle } from 'react-websocket-node'

export interface Quote {
  symbol: string
  price: number
}
interface Ask {
  ask: string
}

export const quotesFormat = json<Quote, Ask>()

const NONE: Record<string, Quote> = {}

const quotes = createSlice({
  name: 'quotes',
  initialState: NONE,
  reducers: {
    received(state, { payload }: PayloadAction<readonly Quote[]>) {
      for (const quote of payload) state[quote.symbol] = quote
    },
    startedAgain: () => NONE,
  },
})

/** The store of an app whose thunks speak to `node`. */
export const createAppStore = (node: CoreNode<typeof quotesFormat>) =>
  configureStore({
    reducer: { quotes: quotes.reducer },
    middleware: (defaults) => defaults({ thunk: { extraArgument: { node } } }),
  })

interface ThunkConfig {
  extra: { node: CoreNode<typeof quotesFormat> }
}

// #region ask
/** Resolves with the answer, which is received as any packet: the store has it then. */
export const askFor = createAsyncThunk<Quote, string, ThunkConfig>('quotes/ask', (symbol, { signal, extra }) =>
  request(extra.node, { ask: symbol }, { isReply: (quote) => quote.symbol === symbol, signal }),
)
// #endregion

// #region feed
/** Feeds a store by any node, that of a component too; returns how to stop. */
export function feed(
  { dispatch }: { readonly dispatch: Dispatch },
  node: WebSocketNodeHandle<typeof quotesFormat>,
): () => void {
  const stops = [
    node.on('received', (_data, packets) => dispatch(quotes.actions.received(packets))),
    // Another destination: what is known is not of it.
    node.on('connected', (_url, { isReconnect }) => {
      if (!isReconnect) dispatch(quotes.actions.startedAgain())
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
// #endregion
