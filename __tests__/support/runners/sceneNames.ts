/**
 * What a user's own tests show, by the time that they run on. Each runner has all scenes of its times.
 */
export const SCENE_NAMES = {
  /** The platform's timers. */
  real: [
    'a component connects, shows a packet, and says goodbye',
    'a component speaks with mock-socket in place of the global WebSocket',
    'bytes reads a text frame',
    'json() reads a binary frame',
    'what is no UTF-8 is refused',
  ],
  /** Fake timers that fake the clock, too. */
  modern: [
    'nothing connects before time passes',
    'a packet is shown when time passes, and not before',
    'flush: frame waits for the frame',
    'a connection times out after 10 s, and is retried after the wait',
    'a ping goes out after 25 s of silence, and 10 s later the connection is given up on',
    'a component speaks with mock-socket in place of the global WebSocket',
    'an unmount leaves no timer',
  ],
  /** Fake timers that fake no clock: Jest's legacy ones. */
  legacy: [
    'nothing connects before time passes',
    'a packet is shown when time passes, and not before',
    'a connection times out after 10 s, and is retried after the wait',
    'an unmount leaves no timer',
  ],
} as const

export type Times = keyof typeof SCENE_NAMES

export type SceneName<T extends Times> = (typeof SCENE_NAMES)[T][number]
