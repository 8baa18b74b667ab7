/**
 * What a node said, in order.
 */

/** One signal with its arguments; an error is told by its code, a cause by its type. Of a connection only the url. */
export type Said = readonly [signal: string, ...args: unknown[]]

/** All but `onPacket`, whose packets `onReceived` tells again. */
const HANDLERS = [
  'onConnected',
  'onConnectFailed',
  'onReceived',
  'onClosing',
  'onClosed',
  'onReceiveFailed',
  'onReconnecting',
  'onGaveUp',
  'onSendFailed',
] as const

type Handlers = Record<(typeof HANDLERS)[number], (...args: unknown[]) => void>

/** Handlers for every signal, and what they heard. */
export function recordSignals(): { readonly said: readonly Said[]; readonly handlers: Handlers } {
  const said: Said[] = []
  const handlers = Object.fromEntries(
    HANDLERS.map((handler) => [
      handler,
      (...args: unknown[]) => {
        const told = handler === 'onConnected' ? args.slice(0, 1) : args
        said.push([handler, ...told.map(brief)])
      },
    ]),
  ) as Handlers
  return { said, handlers }
}

function brief(arg: unknown): unknown {
  if (arg instanceof Error) return 'code' in arg ? arg.code : arg
  return arg instanceof Object && 'type' in arg ? arg.type : arg
}
