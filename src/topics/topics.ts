/**
 * Topics: many conversations over one connection, each of which is read as a node is.
 */
import { checkRange } from '../core/options.js'
import type { AnyFormat, Message } from '../core/types.js'
import { watchOf } from '../core/nodeWatch.js'
import type { NodeConnection, NodeWatch } from '../core/watch.js'
import { createLedger, type Ledger } from './ledger.js'
import { createRouter, type Router, type RouterOwner } from './router.js'
import type { TopicHandle, TopicKey, Topics, TopicsOptions } from './types.js'

/**
 * Describes the topics of a server's protocol: many conversations over one connection. Components read a topic with
 * `useTopic`; it is subscribed while one of them is mounted. Create the value once, outside of components: two values do not
 * share subscriptions.
 *
 * @param format the format of the nodes
 * @param options how packets name their topic, and how topics are subscribed
 * @throws RangeError for a `linger` out of its range, TypeError for a `topicOf` that is no function
 *
 * @example
 * ```tsx
 * import { json, topics, useLastPacket, useNode, useTopic } from 'react-websocket-node'
 *
 * interface Quote {
 *   symbol: string
 *   price: number
 * }
 * const format = json<Quote, object>()
 * const quotes = topics(format, {
 *   topicOf: (quote) => quote.symbol,
 *   subscribe: (wanted) => wanted.map(({ topic }) => ({ subscribe: topic })),
 *   unsubscribe: (unwanted) => unwanted.map((topic) => ({ unsubscribe: topic })),
 * })
 *
 * export function Price({ symbol }: { symbol: string }) {
 *   const topic = useTopic(useNode(undefined, format), quotes, symbol)
 *   return <p>{useLastPacket(topic)?.price}</p>
 * }
 * ```
 */
export function topics<
  F extends AnyFormat,
  const K extends TopicKey,
  const S extends Message<F> = Message<F>,
  const U extends Message<F> = Message<F>,
>(format: F, options: TopicsOptions<F, K, S, U>): Topics<F, K> {
  if (typeof options.topicOf !== 'function') throw new TypeError('topicOf takes (packet) => topic')
  checkRange('linger', options.linger ?? 0, { unit: 'seconds', max: 300 })
  const ledgers = new WeakMap<NodeConnection, Ledger>()
  const routers = new WeakMap<NodeWatch<F>, Router<F>>()
  const isConfirming = options.isSubscribed !== undefined

  const owner: RouterOwner<F> = {
    format,
    options: options,
    ledgerOf: (connection) => getOr(ledgers, connection, () => createLedger(isConfirming)),
    routerOf: (watch) => getOr(routers, watch, () => createRouter(owner, watch)),
  }
  return {
    format,
    of: (node, topic) => owner.routerOf(watchOf(node)).of(topic) as unknown as TopicHandle as never,
  }
}

function getOr<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known) return known
  const made = make()
  map.set(key, made)
  return made
}
