/**
 * What a walk knows of destinations without asking the node: the contract's rule as a model of its own. Destinations are
 * counted as they follow one another; messages, connections and packets belong to the number of their time.
 */
import type { Address } from './steps.js'

/** The addresses that a `url` function gives. */
export const ASKED = 'ws://asked/'

const HOSTS: { readonly [A in Address]?: string } = { 'host a': 'a', 'host b': 'b', 'bad host': 'bad/host' }
const URLS: { readonly [A in Address]?: string | null } = {
  nowhere: null,
  'token 1': 'ws://c/?t=1',
  'token 2': 'ws://c/?t=2',
}

export interface Place {
  readonly address: Address
  readonly name: string | undefined
}

export interface Destinations {
  /** Of the present one. */
  readonly number: number
  /** Whether there is an address, or somebody to ask for one. */
  readonly isKnown: boolean
  /** Whether the address has become null, so that there is nobody to send to. */
  readonly isWithdrawn: boolean
  /** Whether the `url` function is asked for the address. */
  readonly isAsked: boolean
  /** The address; undefined where it has to be asked for, is none, or can't be used. */
  readonly url: string | undefined
  configure(place: Place): void
  /** `connect(host)`. */
  override(host: string): void
  /** The function has answered. */
  answer(url: string): void
  mount(): void
}

/** The routing options for an address. */
export function routingOf(address: Address, ask: () => never): { host?: string; url?: string | null | (() => never) } {
  const host = HOSTS[address]
  if (host !== undefined) return { host }
  const url = URLS[address]
  return { url: url === undefined ? ask : url }
}

export function createDestinations(initial: Place): Destinations {
  let place = initial
  let override: string | undefined
  /** What the function has last answered, without the query. */
  let answered = ''
  let number = 0
  /** Whether there was a destination since the mount. */
  let hadOne = initial.address !== 'nowhere'

  const isFunction = () => !(place.address in HOSTS) && !(place.address in URLS)
  const isAsked = () => override === undefined && isFunction()
  const isNone = () => override === undefined && place.address === 'nowhere'

  function url(): string | undefined {
    if (override !== undefined) return `ws://${override}/`
    if (place.address === 'bad host') return undefined
    const host = HOSTS[place.address]
    return host === undefined ? (URLS[place.address] ?? undefined) : `ws://${host}/`
  }

  function key(): string {
    if (isNone()) return 'none'
    if (place.name !== undefined) return `name ${place.name}`
    return isAsked() ? `asked ${answered}` : `url ${url()}`
  }

  function change(what: () => void): void {
    const before = key()
    what()
    if (!isAsked()) answered = ''
    const after = key()
    if (before === after) return
    // What is sent before the first destination is for that.
    const isFirst = before === 'none' && !hadOne
    // A function that had not answered leads where its first answer does.
    const isAnswer = before === 'asked ' && after.startsWith('asked ')
    if (!isFirst && !isAnswer) number++
    if (after !== 'none') hadOne = true
  }

  /** What an override holds for. */
  const routing = () => (isFunction() ? 'asked' : place.address)

  return {
    get number() {
      return number
    },
    get isKnown() {
      return !isNone()
    },
    get isWithdrawn() {
      return isNone() && hadOne
    },
    get isAsked() {
      return isAsked()
    },
    get url() {
      return url()
    },
    configure(next) {
      change(() => {
        const before = routing()
        place = next
        if (routing() !== before) override = undefined
      })
    },
    override: (host) => change(() => (override = host)),
    answer: (answer) => change(() => (answered = answer.split('?')[0]!)),
    mount() {
      if (isNone()) hadOne = false
    },
  }
}
