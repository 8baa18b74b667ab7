/**
 * What happens to one app in one schedule: users log in and out, rooms change, messages are sent, in an order and with
 * pauses that a seed draws.
 */
import { seeded, type Chance } from '../../../seeded'

/** How one user follows another. */
export const WAYS = ['url: null', 'close() and url: null', 'a url function', 'authenticate', 'linger'] as const
export type Way = (typeof WAYS)[number]

/** Where the server learns the user from: the query of a string, that of a function's answer, or the first message. */
export type Address = 'string' | 'function' | 'authenticate'

/** What a component is rendered with; without a user it has no url. */
export interface Scene {
  readonly user: string | null
  readonly room: string
  /** Which of two components of the same name. */
  readonly slot: 'a' | 'b'
  readonly presence: 'shown' | 'hidden' | 'unmounted'
}

export type Pause = 'none' | 'microtask' | 'task' | 'moment' | 'open'

export interface Step {
  /** Before the step. */
  readonly pause: Pause
  readonly deed:
    | { readonly type: 'render'; readonly scene: Scene; readonly isSync: boolean }
    /** The next packet's handler renders this. */
    | { readonly type: 'renderInHandler'; readonly scene: Scene; readonly isSync: boolean }
    | { readonly type: 'say'; readonly count: number }
    | { readonly type: 'close' | 'connect' | 'reconnect' }
}

export interface Schedule {
  readonly seed: number
  readonly way: Way
  readonly address: Address
  /** Whether the option `destination` names user and room. */
  readonly isNamed: boolean
  /** Milliseconds that the url function takes; 0 answers at once. */
  readonly askingTime: number
  readonly linger: number
  readonly isStrict: boolean
  readonly steps: readonly Step[]
}

const USERS = ['ann', 'bob']
const ROOMS = ['red', 'blue']
const PAUSES: readonly Pause[] = [
  'none',
  'none',
  'microtask',
  'task',
  'task',
  'moment',
  'moment',
  'open',
  'open',
  'open',
]

export function draw(seed: number, way: Way): Schedule {
  const chance = seeded(seed)
  const address = addressOf(way, chance)
  const isNamed = address === 'function' || chance.between(0, 1) === 1
  return {
    ...{ seed, way, address, isNamed },
    askingTime: chance.pick([0, 0, 1, 4]),
    linger: way === 'linger' ? chance.pick([0.01, 5]) : 0,
    isStrict: chance.between(0, 3) === 0,
    steps: drawSteps(chance, way, address === 'authenticate' && !isNamed),
  }
}

function addressOf(way: Way, chance: Chance): Address {
  if (way === 'a url function') return 'function'
  if (way === 'authenticate') return 'authenticate'
  return way === 'linger' ? chance.pick(['string', 'function', 'authenticate']) : 'string'
}

/** @param needsLogout whether nothing but a logout tells the node that the user is another one */
function drawSteps(chance: Chance, way: Way, needsLogout: boolean): Step[] {
  const steps: Step[] = []
  let scene: Scene = { user: 'ann', room: 'red', slot: 'a', presence: 'shown' }

  const add = (deed: Step['deed'], pause = chance.pick(PAUSES)): void => void steps.push({ pause, deed })
  const render = (change: Partial<Scene>): void => {
    scene = { ...scene, ...change }
    const isLogout = scene.user === null && needsLogout
    const isInHandler = scene.presence === 'shown' && !isLogout && chance.between(1, 8) === 1
    // Of two renders in one task, React commits the second alone.
    const isSync = isLogout || chance.between(0, 2) > 0
    add({ type: isInHandler ? 'renderInHandler' : 'render', scene, isSync })
  }
  const logOut = (): void => {
    if (scene.user === null) return
    if (way === 'close() and url: null') add({ type: 'close' })
    render({ user: null })
  }
  const logIn = (): void => {
    const user = chance.pick(USERS)
    if (needsLogout && user !== scene.user) logOut()
    render({ user, room: chance.pick(ROOMS) })
  }
  const leave = (): void => {
    const presence = chance.pick(['hidden', 'unmounted'] as const)
    render({ presence })
    // Of what is rendered in a hidden tree, React may leave a logout out.
    if (presence === 'hidden' && needsLogout) render({ room: chance.pick(ROOMS) })
    else if (chance.between(0, 1) === 1) logIn()
    // Another component of the name, or the same one again.
    if (presence === 'unmounted') render({ slot: chance.pick(['a', 'b']) })
    render({ presence: 'shown' })
  }

  add({ type: 'render', scene, isSync: true })
  const count = chance.between(5, 9)
  for (let index = 0; index < count; index += 1) {
    const draw = chance.between(1, 100)
    if (draw <= 30) add({ type: 'say', count: chance.between(1, 4) })
    else if (draw <= 50) render({ room: chance.pick(ROOMS) })
    else if (draw <= 62) logOut()
    else if (draw <= 90) (way === 'linger' && chance.between(0, 2) > 0 ? leave : logIn)()
    else add({ type: chance.pick(['close', 'connect', 'reconnect', 'reconnect']) })
  }
  logIn()
  return steps
}
