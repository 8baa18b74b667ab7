/**
 * The page of a test in jsdom: it goes offline, is hidden, is put away and comes back when the test says so.
 */

export interface TestPage {
  /** Online and visible again, without an event. */
  reset(): void
  goOffline(): void
  goOnline(): void
  hide(): void
  show(): void
  /** Frozen in the background, and running again. */
  freeze(): void
  resume(): void
  /** Into the back/forward cache; or left for good, where it is not `persisted`. */
  leave(persisted: boolean): void
  comeBack(persisted: boolean): void
  readonly isOnline: boolean
  readonly isVisible: boolean
}

type PageEvent =
  'online' | 'offline' | 'visibilitychange' | 'freeze' | 'resume' | 'pagehide' | 'pageshow' | 'unload' | 'beforeunload'

/** The page as it is before and after each test: online and visible. */
export function useTestPage(): TestPage {
  let isOnline = true
  let isVisible = true

  const faces: readonly [object, string, () => unknown][] = [
    [navigator, 'onLine', () => isOnline],
    [document, 'hidden', () => !isVisible],
    [document, 'visibilityState', () => (isVisible ? 'visible' : 'hidden')],
  ]
  beforeEach(() => {
    isOnline = isVisible = true
    for (const [target, name, get] of faces) Object.defineProperty(target, name, { get, configurable: true })
  })
  afterEach(() => {
    for (const [target, name] of faces) Reflect.deleteProperty(target, name)
    jest.restoreAllMocks()
  })

  const tell = (target: EventTarget, type: PageEvent, persisted?: boolean) =>
    void target.dispatchEvent(Object.assign(new Event(type), persisted === undefined ? {} : { persisted }))

  return {
    reset() {
      isOnline = isVisible = true
    },
    goOffline() {
      isOnline = false
      tell(window, 'offline')
    },
    goOnline() {
      isOnline = true
      tell(window, 'online')
    },
    hide() {
      isVisible = false
      tell(document, 'visibilitychange')
    },
    show() {
      isVisible = true
      tell(document, 'visibilitychange')
    },
    freeze: () => tell(document, 'freeze'),
    resume: () => tell(document, 'resume'),
    leave: (persisted) => tell(window, 'pagehide', persisted),
    comeBack: (persisted) => tell(window, 'pageshow', persisted),
    get isOnline() {
      return isOnline
    },
    get isVisible() {
      return isVisible
    },
  }
}

/** What listens to the page from now on, as `window online`, sorted; the listeners are called as before. */
export function watchListeners(): () => string[] {
  const added: { readonly name: string; readonly listener: unknown }[] = []
  const forget = (name: string, listener: unknown) => {
    const index = added.findIndex((entry) => entry.name === name && entry.listener === listener)
    if (index >= 0) added.splice(index, 1)
  }
  for (const [of, target] of [
    ['window', window],
    ['document', document],
  ] as const) {
    const add = target.addEventListener.bind(target)
    const remove = target.removeEventListener.bind(target)
    jest.spyOn(target, 'addEventListener').mockImplementation((type: string, listener: unknown, options?: unknown) => {
      const { signal } = (typeof options === 'object' ? options : {}) as AddEventListenerOptions
      const isThere = added.some((entry) => entry.name === `${of} ${type}` && entry.listener === listener)
      if (!isThere) added.push({ name: `${of} ${type}`, listener })
      signal?.addEventListener('abort', () => forget(`${of} ${type}`, listener))
      add(type, listener as EventListener, options as AddEventListenerOptions)
    })
    jest
      .spyOn(target, 'removeEventListener')
      .mockImplementation((type: string, listener: unknown, options?: unknown) => {
        forget(`${of} ${type}`, listener)
        remove(type, listener as EventListener, options as EventListenerOptions)
      })
  }
  return () => added.map(({ name }) => name).sort()
}
