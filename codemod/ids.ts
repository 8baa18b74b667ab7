/**
 * The closed list of what the codemod leaves to a person: each id is a heading of docs/migration.md.
 */

/** What stands above a place that was left as it is. */
export const MARKS = {
  share: 'A shared connection is moved by hand, all calls of its address together',
  'same-component': 'Another call of this component stays, so this one stays with it',
  'wrapper-hook': 'The components that use this hook decide what becomes of its messages',
  'whole-result': 'The result is passed on or taken apart in a way that cannot be followed',
  'options-not-literal': 'Options that are no literal of this file cannot be read',
  'message-elsewhere': 'A last message that is read outside of JSX may skip messages here; act on it in onPacket',
  'message-to-child': 'A component that is given the last message may count on seeing each one',
  'effect-dependencies': 'This effect also runs for other reasons than a message',
  'effect-cleanup': 'This effect cleans up before the next message',
  'effect-on-null': 'This effect also acts when there is no message',
  'stale-state': 'Messages of one burst would all see the same value; fold them with an updater or a reducer',
  'filter-with-work': 'This filter does work and also decides what the last message is',
  binary: 'Binary frames are no Blob here; choose format: bytes or wire',
  'get-websocket': 'There is no socket to get; the node has what it was used for',
  'other-protocol': 'Server-sent events and Socket.IO are other protocols',
  'query-params': 'The query of an address that is a function belongs into that function',
  'reconnect-by-close': 'Closing to reconnect is node.reconnect(), which asks no policy and waits for nothing',
  types: 'This type is of react-use-websocket',
  'import-form': 'This form of import cannot be followed',
  're-export': 'What is exported here is used in other files',
  mock: 'This test replaces react-use-websocket',
} as const

export type MarkId = keyof typeof MARKS

export const GUIDE = 'react-websocket-node/docs/migration.md'
export const MARK_START = '// react-websocket-node-codemod('

/** The comment of one mark. */
export const markLine = (id: MarkId, detail = ''): string =>
  `${MARK_START}${id}): ${MARKS[id]}${detail}. ${GUIDE}#${id}`
