/**
 * The recipe of docs/recipes/tanstackQuery.ts: TanStack Query against a real server.
 */
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { companyQuery, market, pricesQuery, useQuote } from '../../docs/recipes/tanstackQuery.js'
import { backoff, useSignal, useWebSocketNode, type WebSocketNodeHandle } from '../../src/index.js'
import { describeInBothModes } from '../support/react/rendering.js'
import { recipeServers, type RecipeServer } from '../support/recipe-server.js'

type Node = WebSocketNodeHandle<typeof market>

const startServer = recipeServers()
const quote = (symbol: string, price: number) => ({ type: 'quote', symbol, price })

function App({ url, children }: { url: string; children: (node: Node) => ReactNode }) {
  const [, node] = useWebSocketNode({
    url,
    format: market,
    autoconnectMode: 'self-ready',
    reconnect: backoff({ minDelay: 0, maxDelay: 0 }),
  })
  return children(node)
}

/** Renders below a node of the server, with a cache of its own; the children may be replaced. */
function show(server: RecipeServer, children: (node: Node) => ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const tree = (shown: (node: Node) => ReactNode) => (
    <QueryClientProvider client={client}>
      <App url={server.url}>{shown}</App>
    </QueryClientProvider>
  )
  const { rerender } = render(tree(children))
  return { client, replace: (other: (node: Node) => ReactNode) => rerender(tree(other)) }
}

function Company({ node }: { node: Node }) {
  const { data, error } = useQuery(companyQuery(node, 'ACME'))
  return <output>{data?.name ?? error?.message ?? 'asking'}</output>
}

function Prices({ node }: { node: Node }) {
  return <output>{useQuery(pricesQuery(node, 'ACME')).data?.join(' ')}</output>
}

function Quote({ node, onBatch }: { node: Node; onBatch: () => void }) {
  useSignal(node, 'received', onBatch)
  return <output>{useQuote(node, 'ACME')?.price}</output>
}

const ops = (server: RecipeServer) => server.heard.map((order) => (order as { op: string }).op)

describeInBothModes('TanStack Query', () => {
  afterEach(cleanup)

  it('caches the answer of a request, which is asked again after a cut', async () => {
    let isAnswering = false
    const server = await startServer(({ symbols }: { symbols: string[] }) =>
      isAnswering ? [{ type: 'company', symbol: symbols[0], name: 'Acme Inc.' }] : [],
    )
    const { replace } = show(server, (node) => <Company node={node} />)
    await waitFor(() => expect(ops(server)).toContain('company'))
    isAnswering = true
    server.cut()
    await screen.findByText('Acme Inc.')
    const asked = server.heard.length
    replace((node) => [<Company key="1" node={node} />, <Company key="2" node={node} />])
    expect(screen.getAllByText('Acme Inc.')).toHaveLength(2)
    expect(server.heard).toHaveLength(asked)
  })

  it('collects the packets of a topic, which is subscribed while the query is observed', async () => {
    const server = await startServer()
    const { replace } = show(server, (node) => <Prices node={node} />)
    await waitFor(() => expect(ops(server)).toEqual(['subscribe']))
    server.say(quote('ACME', 1), quote('OTHER', 2), quote('ACME', 3), quote('ACME', 3))
    await screen.findByText('1 3 3')
    replace(() => null)
    await waitFor(() => expect(ops(server)).toEqual(['subscribe', 'unsubscribe']))
  })

  it('has the newest packet of a topic in the cache, written once a batch', async () => {
    const server = await startServer()
    let batches = 0
    const countBatch = () => void batches++
    const { client, replace } = show(server, (node) => <Quote node={node} onBatch={countBatch} />)
    await waitFor(() => expect(ops(server)).toEqual(['subscribe']))
    let writes = 0
    client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') writes += 1
    })
    server.say(quote('ACME', 1), quote('ACME', 2))
    await screen.findByText('2')
    expect(writes).toBe(batches)
    expect(client.getQueryData(['quote', 'ACME'])).toEqual(quote('ACME', 2))
    replace(() => null)
    await waitFor(() => expect(ops(server)).toEqual(['subscribe', 'unsubscribe']))
  })
})
