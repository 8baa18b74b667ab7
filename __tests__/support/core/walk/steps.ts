/**
 * What may happen to a node, as data: a walk is drawn, printed and shrunk.
 */
import fc from 'fast-check'
import type { Flush } from '../../../../src/core/index.js'

/** How the node is told where to connect. The functions misbehave in all the ways in which functions can. */
export type Address =
  | 'host a'
  | 'host b'
  | 'bad host'
  | 'answers at once'
  | 'answers later'
  | 'answers nonsense'
  | 'throws'
  | 'closes the node'
  | 'moves the node'

export type Policy = 'none' | 'always' | 'soon' | 'twice' | 'closes the node'

/** What a handler does, besides listening. */
export type Reaction = 'connect' | 'close' | 'send' | 'receive' | 'move' | 'unmount' | 'mount' | 'throw' | 'none'

/** `which` counts connections or promises from the newest. */
export type Step =
  | { readonly do: 'connect'; readonly host?: 'x' | 'y' | undefined }
  | { readonly do: 'connectSoon' | 'wait' | 'cancelWait' | 'mount' | 'send' | 'receive' }
  | { readonly do: 'close'; readonly code: number }
  | { readonly do: 'unmount'; readonly linger: number }
  | { readonly do: 'address'; readonly address: Address }
  | { readonly do: 'protocols'; readonly protocols: readonly string[] }
  | { readonly do: 'reception'; readonly flush: Flush; readonly receiveLimit: number }
  | { readonly do: 'answer'; readonly which: number; readonly answer: 'fine' | 'nonsense' | 'reject' }
  | { readonly do: 'peerOpen'; readonly which: number }
  | { readonly do: 'peerDeliver'; readonly which: number; readonly packets: readonly boolean[] }
  | { readonly do: 'peerClose'; readonly which: number; readonly code: number }
  | { readonly do: 'advance'; readonly seconds: number }

export interface Plan {
  readonly policy: Policy
  readonly sendQueue: number
  readonly address: Address
  readonly steps: readonly Step[]
  /** Taken one by one by the handlers that are called. */
  readonly reactions: readonly Reaction[]
}

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const address = oneOf<Address>(
  'host a',
  'host a',
  'host b',
  'bad host',
  'answers at once',
  'answers later',
  'answers later',
  'answers nonsense',
  'throws',
  'closes the node',
  'moves the node',
)

/** Mostly the newest. */
const which = oneOf(0, 0, 0, 0, 0, 1, 2, 3)

/** Whether the format accepts each packet. */
const packets = fc.array(oneOf(true, true, true, false), { minLength: 1, maxLength: 7 })

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('connect' as const),
      host: oneOf(undefined, undefined, undefined, 'x' as const, 'y' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: oneOf('connectSoon' as const, 'wait' as const, 'cancelWait' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('send' as const, 'receive' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mount' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), code: oneOf(1000, 3000, 4999) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmount' as const), linger: oneOf(0, 0, 0, 5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('address' as const), address }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('protocols' as const), protocols: oneOf([], ['p'], ['p', 'q']) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('reception' as const),
      flush: oneOf<Flush>('burst', 'frame', 'sync'),
      receiveLimit: oneOf(0, 1, 2, 5),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which,
      answer: oneOf('fine' as const, 'fine' as const, 'nonsense' as const, 'reject' as const),
    }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('peerOpen' as const), which }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('peerDeliver' as const), which, packets }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('peerClose' as const),
      which,
      code: oneOf(1000, 1001, 1005, 1006, 1006, 4000),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('advance' as const), seconds: oneOf(0, 0, 0.001, 0.02, 1, 3, 20) }),
  },
)

const reaction = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Reaction>('none') },
  {
    weight: 8,
    arbitrary: oneOf<Reaction>('connect', 'close', 'send', 'receive', 'move', 'unmount', 'mount', 'throw'),
  },
)

export const plans: fc.Arbitrary<Plan> = fc.record({
  policy: oneOf<Policy>('none', 'always', 'soon', 'twice', 'closes the node'),
  sendQueue: oneOf(0, 2, 10),
  address,
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
  reactions: fc.array(reaction, { maxLength: 20, size: 'max' }),
})
