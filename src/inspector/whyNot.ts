/**
 * Why something cannot be done to a node now, in a sentence: what each state can come from.
 */
import { canClose, canConnect, canQueue, isAtRest } from '../core/life/transition.js'
import type { Session } from '../core/session.js'
import type { MountedNode } from '../react/mounted.js'
import type { Hands, Status } from './model.js'

/** @param forced the states in which the node is held */
export function whyNot(
  what: Parameters<Hands['whyNot']>[0],
  session: Session<never>,
  mounted: MountedNode | undefined,
  forced: ReadonlySet<Status>,
): string | undefined {
  const machine = session.machine()
  const { state } = machine
  const { status } = state
  const policy = session.options().reconnect
  const already = `It is ${status} already.`

  function whyNotConnect(): string | undefined {
    if (!session.life.isMounted()) return 'It is not mounted.'
    if (!canConnect(state)) return already
    return session.whyNotConnect(undefined, undefined) ? 'Its url is null.' : undefined
  }

  switch (what) {
    case 'connect':
      return whyNotConnect()
    case 'close':
      return canClose(machine) ? undefined : `It is ${status}: there is nothing to close.`
    case 'cut':
      return ['open', 'closing'].includes(status) ? undefined : `It is ${status}: there is no connection to cut.`
    case 'send':
      return status === 'open' || canQueue(machine) ? undefined : `It is ${status}: no connection is on its way.`
    case 'receive':
      return ['open', 'connecting'].includes(status) ? undefined : `It is ${status}: nothing arrives.`
    case 'idle':
      if (status === 'idle') return already
      return status === 'waiting' ? undefined : 'Only a node that waits becomes idle.'
    case 'waiting':
      if (forced.has('waiting')) return already
      if (!mounted) return 'Only a node of React waits.'
      if (mounted.mode === 'none') return "Its autoconnectMode is 'none': it never waits."
      return isAtRest(state) ? undefined : `It is ${status}: it waits only after an end.`
    case 'connecting':
      if (status === 'connecting') return forced.has('connecting') ? 'Its handshake is held already.' : undefined
      return whyNotConnect() && (status === 'open' ? 'It is open: cut or close it first.' : whyNotConnect())
    case 'open':
      return status === 'connecting' && forced.has('connecting') ? undefined : whyNotConnect()
    case 'closing':
      if (status === 'closing') return forced.has('closing') ? 'Its answer is held already.' : undefined
      return status === 'open' ? undefined : `It is ${status}: only what is open closes.`
    case 'closed':
      if (status === 'closed') return already
      return ['open', 'closing'].includes(status) ? undefined : `It is ${status}: there is no connection to cut.`
    case 'failed':
      if (status === 'failed') return already
      if (status === 'connecting') return undefined
      return ['open', 'closing'].includes(status) ? `It is ${status}: only an attempt fails.` : whyNotConnect()
    case 'reconnecting':
      if (!policy) return 'It has no reconnect policy.'
      if (status === 'reconnecting') return forced.has('reconnecting') ? 'Its wait is held already.' : undefined
      return status === 'open' ? undefined : `It is ${status}: only a connection that is lost is made again.`
  }
}
