/**
 * A page that a test hides and shows, and whose message channels it delivers: what jsdom has not, or has otherwise.
 */

export interface HideablePage {
  hide(): void
  show(): void
  /** Runs a task for each message that is posted, also for those that they post. */
  deliverMessages(): void
  removeMessageChannel(): void
  /** The ports are Node's: started, they keep the process alive until they are unref'ed. */
  takeNodesChannel(): void
  removeFrames(): void
  /** Channels that were made. */
  readonly channelCount: number
  /** Listeners on the document that wait for the page to be hidden or shown. */
  readonly listenerCount: number
}

/** Call it at the top of a test file: each test gets a visible page. */
export function useHideablePage(): HideablePage {
  let isHidden = false
  let posted: (() => void)[] = []
  let channelCount = 0
  let listeners = new Set<unknown>()
  const restore: (() => void)[] = []

  function replace(target: object, name: string, descriptor: PropertyDescriptor): void {
    const original = Object.getOwnPropertyDescriptor(target, name)
    Object.defineProperty(target, name, { configurable: true, ...descriptor })
    restore.unshift(() => {
      if (original) Object.defineProperty(target, name, original)
      else delete (target as Record<string, unknown>)[name]
    })
  }

  class FakeChannel {
    readonly port1: { onmessage: (() => void) | null } = { onmessage: null }
    readonly port2 = { postMessage: () => void posted.push(() => this.port1.onmessage?.()) }
    constructor() {
      channelCount++
    }
  }

  class NodesChannel extends FakeChannel {
    override readonly port1 = { onmessage: null, unref() {} }
  }

  beforeEach(() => {
    isHidden = false
    posted = []
    channelCount = 0
    listeners = new Set()
    replace(document, 'hidden', { get: () => isHidden })
    replace(globalThis, 'MessageChannel', { value: FakeChannel })
    const add = document.addEventListener.bind(document)
    const remove = document.removeEventListener.bind(document)
    replace(document, 'addEventListener', {
      value(...args: Parameters<typeof add>) {
        if (args[0] === 'visibilitychange') listeners.add(args[1])
        add(...args)
      },
    })
    replace(document, 'removeEventListener', {
      value(...args: Parameters<typeof remove>) {
        if (args[0] === 'visibilitychange') listeners.delete(args[1])
        remove(...args)
      },
    })
  })
  afterEach(() => {
    for (const undo of restore.splice(0)) undo()
  })

  function turn(toHidden: boolean): void {
    isHidden = toHidden
    document.dispatchEvent(new Event('visibilitychange'))
  }

  return {
    hide: () => turn(true),
    show: () => turn(false),
    deliverMessages() {
      for (let next = posted.shift(); next; next = posted.shift()) next()
    },
    removeMessageChannel: () => replace(globalThis, 'MessageChannel', { value: undefined }),
    takeNodesChannel: () => replace(globalThis, 'MessageChannel', { value: NodesChannel }),
    removeFrames: () => replace(globalThis, 'requestAnimationFrame', { value: undefined }),
    get channelCount() {
      return channelCount
    },
    get listenerCount() {
      return listeners.size
    },
  }
}
