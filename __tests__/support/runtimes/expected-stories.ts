/**
 * What the scenes give in every runtime, and what a runtime tells otherwise, with the reason.
 */
import type { SceneReport } from './scenes'

export const RUNTIMES = [
  'Node 20',
  'Node 22',
  'Node 24',
  'Bun',
  'Deno',
  'workerd',
  'dedicated worker',
  'shared worker',
  'service worker',
  'extension',
] as const

export type Runtime = (typeof RUNTIMES)[number]

type Stories = Readonly<Record<string, readonly string[]>>

const opened = (address: string): readonly string[] => ['→ connecting', '→ open', `connected ws://${address} @open`]
const lost = (reason = ''): Stories => ({
  dropped: [...opened('odd/dropped'), '→ closed', `closed 1006 ${JSON.stringify(reason)} @closed`],
  'dropped, with backoff': [
    ...opened('odd/dropped'),
    '→ reconnecting',
    `closed 1006 ${JSON.stringify(reason)} @reconnecting`,
    'reconnecting 1 0 @reconnecting',
    ...opened('odd/dropped'),
  ],
})

const stories: Stories = {
  opens: opened('echo/echo'),
  'opens with the subprotocol that the server chose': [...opened('echo/echo'), 'v2'],
  echoes: [
    ...opened('echo/echo'),
    'received "héllo" @open',
    'received "" @open',
    'received <00 7f ff> @open',
    'received <> @open',
  ],
  big: [...opened('echo/echo'), 'received the same 1048576 bytes'],
  refused: ['→ connecting', '→ failed', 'connectFailed refused @failed'],
  rejected: ['→ connecting', '→ failed', 'connectFailed refused @failed'],
  hung: ['→ connecting', '→ failed', 'connectFailed timeout @failed'],
  ...lost(),
  'closed by the server with 4001': [
    ...opened('echo/close?code=4001&reason=k%C3%B6&after=message'),
    '→ closed',
    'closing @closed',
    'closed 4001 "kö" @closed',
  ],
  'closed by us': [...opened('echo/echo'), '→ closing', 'closing @closing', '→ closed', 'closed 4000 "bye" @closed'],
  'closed by us while it hangs': [
    '→ connecting',
    '→ closing',
    'closing @closing',
    '→ closed',
    'closed 1000 "" @closed',
  ],
  'closed by us, unanswered': [
    ...opened('odd/deaf'),
    '→ closing',
    'closing @closing',
    '→ closed',
    'closed 1006 "Close timeout" @closed',
  ],
}

/** What a runtime tells otherwise. */
export const differences: Partial<Record<Runtime, { readonly why: string; readonly stories: Stories }>> = {
  workerd: {
    why: 'its close event has a reason where no close frame came',
    stories: lost('WebSocket disconnected without sending Close frame.'),
  },
}

/** The cause of `connectFailed` in words, where the server refuses and where it rejects; none in a browser. */
export const causes: Readonly<Record<Runtime, readonly [refused: string, rejected: string]>> = {
  'Node 20': ['connect ECONNREFUSED refused', 'Unexpected server response: 403'],
  'Node 22': ['Received network error or non-101 status code.', 'Received network error or non-101 status code.'],
  'Node 24': ['', ''],
  Bun: [
    "WebSocket connection to 'ws://refused/' failed: Failed to connect",
    "WebSocket connection to 'ws://odd/rejected' failed: Expected 101 status code: 403",
  ],
  Deno: [
    'failed to connect to WebSocket: tcp connect error',
    'failed to connect to WebSocket: Invalid status code: 403',
  ],
  workerd: [
    'Network connection lost.',
    'Failed to establish the WebSocket connection: expected server to reply with HTTP status code 101 (switching protocols), but received 403 instead.',
  ],
  'dedicated worker': ['no cause', 'no cause'],
  'shared worker': ['no cause', 'no cause'],
  'service worker': ['no cause', 'no cause'],
  extension: ['no cause', 'no cause'],
}

/** The stories of a runtime. Each ends with the node disposed, which is idle. */
export function expectedStories(runtime: Runtime): Stories {
  const all = { ...stories, ...differences[runtime]?.stories }
  return Object.fromEntries(Object.entries(all).map(([scene, story]) => [scene, [...story, '→ idle']]))
}

/** The stories that came, by scene, in the form of the table. */
export function storiesOf(reports: readonly SceneReport[]): Stories {
  return Object.fromEntries(reports.map(({ scene, story }) => [scene, story]))
}

/** The causes that came, in the form of the table. */
export function causesOf(reports: readonly SceneReport[]): readonly (string | undefined)[] {
  return ['refused', 'rejected'].map((name) => reports.find(({ scene }) => scene === name)?.cause)
}
