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
 * The topics of a server's protocol. Make it once, outside of components: topics of two such values know nothing of each
 * other.
 *
 * @param format that of the nodes
 * @throws RangeError for a `linger` out of its range, TypeError for a `topicOf` that is no function
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
