/**
 * Secrets planted in a node, for tests that look for them.
 */
import type { TextOptions } from '../core/stage.js'

/** What no view, copy or file may show. */
export const SECRETS = {
  query: 'sesame-of-the-query',
  user: 'sesame-of-the-user',
  password: 'sesame-of-the-password',
  protocol: 'sesame.protocol.longer.than.twenty',
  login: 'sesame-of-the-login',
  field: 'sesame-of-a-field',
}

/** A node that has most of them in its options; a server's packets have the masked field. */
export const SECRETIVE: TextOptions = {
  url: `ws://h/room?token=${SECRETS.query}&room=1`,
  protocols: ['chat', SECRETS.protocol],
  reconnect: { next: (attempt) => attempt },
  authenticate: ({ send }) => send(JSON.stringify({ login: SECRETS.login })),
}
