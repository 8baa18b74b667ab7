/**
 * The recipes of docs/recipes/zustand.ts and reduxToolkit.ts: stores that a node feeds, against a real server.
 */
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { askFor, createAppStore, feed, quotesFormat } from '../../docs/recipes/reduxToolkit.js'
import { feed as zustandFeed, usePrice, useQuotes, useQuotesOf } from '../../docs/recipes/zustand.js'
import { backoff, createWebSocketNode, useSignal, useWebSocketNode } from '../../src/index.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { recipeServers } from '../support/recipe-server.js'

const startServer = recipeServers()
const comeBack = backoff({ minDelay: 0, maxDelay: 0 })
const quote = (symbol: string, price: number) => ({ symbol, price })

describeInBothModes('zustand', () => {
  let renders = 0
  let batches = 0

  function Market({ url }: { url: string }) {
    const [{ status }, node] = useWebSocketNode({
      ...{ url, format: zustandFeed, autoconnectMode: 'self-ready', reconnect: comeBack },
    })
    useQuotesOf(node)
    useSignal(node, 'received', () => void batches++)
    return <p>{status}</p>
  }
  function Price() {
    renders += 1
    return <output>{usePrice('A') ?? 'none'}</output>
  }
  const tree = (url: string) => (
    <>
      <Market url={url} />
      <Price />
    </>
  )

  afterEach(() => {
    cleanup()
    useQuotes.setState({}, true)
  })

  it('is fed once a batch, and renders who selects what came', async () => {
    const server = await startServer()
    render(tree(server.url))
    await screen.findByText('open')
    batches = 0
    let writes = 0
    const stop = useQuotes.subscribe(() => void writes++)
    server.say(quote('B', 1), quote('A', 2), quote('B', 3))
    await screen.findByText('2')
    stop()
    expect(writes).toBe(batches)
    expect(useQuotes.getState()).toEqual({ A: quote('A', 2), B: quote('B', 3) })
    renders = 0
    server.say(quote('B', 4))
    await waitFor(() => expect(useQuotes.getState()['B']).toEqual(quote('B', 4)))
    expect(renders).toBe(0)
  })

  it('outlasts a reconnect, and starts again with another destination', async () => {
    const server = await startServer()
    const other = await startServer()
    const { rerender } = render(tree(server.url))
    await screen.findByText('open')
    server.say(quote('A', 1))
    await screen.findByText('1')
    server.cut()
    await screen.findByText('reconnecting')
    await screen.findByText('open')
    expect(screen.queryByText('1')).not.toBeNull()
    rerender(tree(other.url))
    await screen.findByText('none')
  })
})

describe('Redux Toolkit', () => {
  async function start(answer?: (message: { ask: string }) => readonly unknown[]) {
    const server = await startServer(answer)
    const node = createWebSocketNode({ url: server.url, format: quotesFormat, reconnect: comeBack })
    const store = createAppStore(node)
    const stop = feed(store, node)
    node.connect()
    await waitFor(() => expect(node.state.status).toBe('open'))
    return { server, node, store, stop, quotes: () => store.getState().quotes }
  }

  it('is fed one action a batch it is stopped', async () => {
    const { server, node, store, stop, quotes } = await start()
    let batches = 0
    node.on('received', () => void batches++)
    let actions = 0
    store.subscribe(() => void actions++)
    server.say(quote('A', 1), quote('B', 2), quote('A', 3))
    await waitFor(() => expect(quotes()).toEqual({ A: quote('A', 3), B: quote('B', 2) }))
    expect(actions).toBe(batches)
    stop()
    const heard = new Promise((resolve) => node.on('packet', resolve))
    server.say(quote('A', 4))
    await heard
    expect(quotes()['A']).toEqual(quote('A', 3))
    node.dispose()
  })

  it('has the answer of a thunk, which an abort gives up', async () => {
    const { node, store, quotes } = await start(({ ask }) => (ask === 'A' ? [quote('A', 7)] : []))
    await act(async () => expect(await store.dispatch(askFor('A')).unwrap()).toEqual(quote('A', 7)))
    expect(quotes()).toEqual({ A: quote('A', 7) })
    const asking = store.dispatch(askFor('none'))
    asking.abort('enough')
    expect(askFor.rejected.match(await asking)).toBe(true)
    node.dispose()
  })

  it('starts again with another destination', async () => {
    const { server, node, quotes } = await start()
    const other = await startServer()
    server.say(quote('A', 1))
    await waitFor(() => expect(quotes()).toEqual({ A: quote('A', 1) }))
    node.configure({ url: other.url, format: quotesFormat, reconnect: comeBack })
    await waitFor(() => expect(quotes()).toEqual({}))
    node.dispose()
  })
})
