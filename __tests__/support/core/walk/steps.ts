/**
 * What may happen to a node, as data: a walk is drawn, printed and shrunk.
 */
import fc from 'fast-check'
import type { Flush } from '../../../../src/core/index.js'

/** How the node is told where to connect. The functions misbehave in all the ways in which functions can. */
export type Address =
  | 'nowhere'
  | 'host a'
  | 'host b'
  | 'token 1'
  | 'token 2'
  | 'bad host'
  | 'answers at once'
  | 'answers later'
  | 'answers nonsense'
  | 'throws'
  | 'closes the node'
  | 'moves the node'

/** What is offered as subprotocols; `later` is a function that the walk answers for. */
export type Protocols = 'none' | 'p' | 'p and q' | 'at once' | 'later' | 'throws'

export type Policy = 'none' | 'always' | 'soon' | 'twice' | 'never' | 'closes the node' | 'takes itself away'

/** What `authenticate` does; `asks` waits for the walk, and speaks whatever has become of its attempt. */
export type Authentication =
  | 'none'
  | 'at once'
  | 'greets'
  | 'takes two'
  | 'throws'
  | 'denies'
  | 'hangs'
  | 'asks'
  | 'closes the node'
  | 'reconnects'

export type Mode = 'none' | 'self-ready'

/** Options that may change while the walk goes on. */
export interface Choice {
  readonly address: Address
  readonly name: string | undefined
  readonly protocols: Protocols
  readonly policy: Policy
  readonly authentication: Authentication
  readonly mode: Mode
  readonly flush: Flush
  readonly receiveLimit: number
}

/** What a handler does, besides listening. */
export type Reaction =
  | 'connect'
  | 'connect elsewhere'
  | 'reconnect'
  | 'close'
  | 'send'
  | 'receive'
  | 'move'
  | 'rename'
  | 'withdraw'
  | 'unmount'
  | 'mount'
  | 'throw'
  | 'none'

/** `which` counts connections or promises from the newest. */
export type Step =
  | { readonly do: 'connect'; readonly host?: 'x' | 'y' | undefined }
  | { readonly do: 'reconnect' | 'connectSoon' | 'wait' | 'cancelWait' | 'mount' | 'remount' | 'send' | 'receive' }
  | { readonly do: 'close'; readonly code: number }
  | { readonly do: 'unmount'; readonly linger: number }
  /** In one task: what clean-ups do that run after that of the node. */
  | { readonly do: 'leave'; readonly then: Reaction }
  | { readonly do: 'configure'; readonly change: Partial<Choice> }
  | { readonly do: 'answer'; readonly which: number; readonly answer: 'fine' | 'nonsense' | 'reject' }
  | { readonly do: 'peerOpen'; readonly which: number }
  | { readonly do: 'peerDeliver'; readonly which: number; readonly packets: readonly boolean[] }
  | { readonly do: 'peerClose'; readonly which: number; readonly code: number }
  | { readonly do: 'advance'; readonly seconds: number }

export interface Plan {
  readonly choice: Choice
  readonly sendQueue: number
  /** Whether the format keeps a decoder for each connection. */
  readonly isStream: boolean
  readonly steps: readonly Step[]
  /** Taken one by one by the handlers that are called. */
  readonly reactions: readonly Reaction[]
}

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const address = oneOf<Address>(
  'nowhere',
  'nowhere',
  'host a',
  'host a',
  'host a',
  'host b',
  'token 1',
  'token 2',
  'bad host',
  'answers at once',
  'answers later',
  'answers later',
  'answers nonsense',
  'throws',
  'closes the node',
  'moves the node',
)
const name = oneOf(undefined, undefined, 'n', 'm')
const protocols = oneOf<Protocols>('none', 'none', 'p', 'p and q', 'at once', 'later', 'throws')
const policy = oneOf<Policy>('none', 'none', 'always', 'soon', 'twice', 'never', 'closes the node', 'takes itself away')
const authentication = oneOf<Authentication>(
  'none',
  'none',
  'none',
  'at once',
  'greets',
  'greets',
  'takes two',
  'throws',
  'denies',
  'hangs',
  'asks',
  'asks',
  'closes the node',
  'reconnects',
)
const mode = oneOf<Mode>('none', 'self-ready')
const flush = oneOf<Flush>('burst', 'frame', 'sync')
const receiveLimit = oneOf(0, 1, 2, 5)

const change: fc.Arbitrary<Partial<Choice>> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ address }) },
  { weight: 2, arbitrary: fc.record({ name }) },
  { weight: 1, arbitrary: fc.record({ address, name }) },
  { weight: 2, arbitrary: fc.record({ protocols }) },
  { weight: 2, arbitrary: fc.record({ policy }) },
  { weight: 2, arbitrary: fc.record({ authentication }) },
  { weight: 2, arbitrary: fc.record({ mode }) },
  { weight: 2, arbitrary: fc.record({ flush, receiveLimit }) },
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
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reconnect' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: oneOf('send' as const, 'send' as const, 'receive' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('mount' as const, 'mount' as const, 'remount' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), code: oneOf(1000, 3000, 4999) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmount' as const), linger: oneOf(0, 0, 0, 5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('leave' as const),
      then: oneOf<Reaction>(
        'connect',
        'reconnect',
        'close',
        'send',
        'receive',
        'move',
        'rename',
        'withdraw',
        'unmount',
      ),
    }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('configure' as const), change }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which,
      answer: oneOf('fine' as const, 'fine' as const, 'fine' as const, 'nonsense' as const, 'reject' as const),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('peerOpen' as const), which }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('peerDeliver' as const), which, packets }) },
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
    arbitrary: oneOf<Reaction>(
      'connect',
      'connect',
      'connect elsewhere',
      'reconnect',
      'close',
      'send',
      'receive',
      'move',
      'rename',
      'withdraw',
      'unmount',
      'mount',
      'throw',
    ),
  },
)

const choice: fc.Arbitrary<Choice> = fc.record({
  address,
  name,
  protocols: fc.oneof({ weight: 2, arbitrary: fc.constant<Protocols>('none') }, { weight: 1, arbitrary: protocols }),
  policy,
  authentication,
  mode,
  flush: fc.constant<Flush>('burst'),
  receiveLimit: fc.constant(0),
})

export const plans: fc.Arbitrary<Plan> = fc.record({
  choice,
  sendQueue: oneOf(0, 2, 10),
  isStream: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
  reactions: fc.array(reaction, { maxLength: 20, size: 'max' }),
})
