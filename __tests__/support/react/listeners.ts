/**
 * Listeners on the page, which a component must take with it when it goes.
 */

interface Added {
  readonly target: EventTarget
  readonly type: string
  readonly listener: unknown
}

/** Counts the listeners that are added to the window and the document from now on, and not removed. */
export function watchListeners(): () => number {
  const added: Added[] = []
  for (const target of [window, document]) {
    const add = target.addEventListener.bind(target)
    const remove = target.removeEventListener.bind(target)

    jest.spyOn(target, 'addEventListener').mockImplementation((type: string, listener: unknown, options?: unknown) => {
      const entry = { target, type, listener }
      added.push(entry)
      const signal = typeof options === 'object' ? (options as AddEventListenerOptions).signal : undefined
      signal?.addEventListener('abort', () => forget((other) => other === entry))
      add(type, listener as EventListener, options as AddEventListenerOptions)
    })
    jest
      .spyOn(target, 'removeEventListener')
      .mockImplementation((type: string, listener: unknown, options?: unknown) => {
        forget((other) => other.target === target && other.type === type && other.listener === listener)
        remove(type, listener as EventListener, options as EventListenerOptions)
      })
  }
  return () => added.length

  function forget(isThis: (entry: Added) => boolean): void {
    const index = added.findIndex(isThis)
    if (index >= 0) added.splice(index, 1)
  }
}
