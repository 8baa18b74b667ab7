/**
 * What a node said, in order.
 */

/** One signal with its arguments; an error is told by its code, packets are left out. */
export type Said = readonly [signal: string, ...args: unknown[]]

const HANDLERS = [
  'onConnected',
  'onConnectFailed',
  'onReceived',
  'onClosing',
  'onClosed',
  'onReceiveFailed',
  'onReconnecting',
  'onSendFailed',
] as const

type Handlers = Record<(typeof HANDLERS)[number], (...args: unknown[]) => void>

/** Handlers for every signal, and what they heard. */
export function recordSignals(): { readonly said: readonly Said[]; readonly handlers: Handlers } {
  const said: Said[] = []
  const handlers = Object.fromEntries(
    HANDLERS.map((handler) => [handler, (...args: unknown[]) => void said.push([handler, ...args.map(brief)])]),
  ) as Handlers
  return { said, handlers }
}

function brief(arg: unknown): unknown {
  return arg instanceof Error && 'code' in arg ? arg.code : arg
}
