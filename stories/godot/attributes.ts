/**
 * A socket's options as props.
 */
import { routing, type AddressFinding } from './address.js'
import { DEFAULTS, MOST } from './addon.js'
import type { Draft } from './draft.js'
import { textAttribute } from './literals.js'
import type { NoteCode } from './notes.js'
import { field } from './sections.js'
import type { SceneNode, Socket, SocketOptions } from './types.js'
import { waitOf } from './waits.js'

const SAID: Readonly<Record<AddressFinding, readonly [code: NoteCode, text: string]>> = {
  path: ['address', 'Its host has more than a host in it, which moves into the route.'],
  scheme: ['address', 'Its host has a scheme, which the addon puts another one before: here it is a url.'],
  credentials: ['secret', 'Its host has credentials, which are left out; a url function can give them.'],
  fragment: ['address', 'Its address has a fragment, which no WebSocket URL may have (RFC 6455 §3): left out.'],
  slashes: ['address', 'Its route begins with two slashes, which only a url can keep.'],
  invalid: ['address', 'Its address is invalid: an attempt fails, there and here.'],
}

/** Props of the options and of what the socket waits for. */
export function optionsOf(node: SceneNode, socket: Socket, draft: Draft): string[] {
  return [...routingOf(node, socket, draft), ...numbersOf(node, socket, draft), ...autoconnectOf(node, socket, draft)]
}

/** Whether to write an option: it is not the default, or it is said of a node that another file has made. */
function isWritten(node: SceneNode, { options, given }: Socket, option: keyof SocketOptions): boolean {
  const isElsewhere = field(node.section, 'type') === undefined
  return options[option] !== DEFAULTS[option] || (isElsewhere && given.includes(option))
}

function routingOf(node: SceneNode, socket: Socket, draft: Draft): string[] {
  const { host, route, useWSS } = socket.options
  const there = routing(host, route, useWSS)
  for (const finding of there.findings) draft.notes.add(SAID[finding][0], node.path, SAID[finding][1])
  if (there.url !== undefined) return [textAttribute('url', there.url)]
  const isMoved = there.route !== route
  return [
    ...(isWritten(node, socket, 'host') || there.host !== host ? [textAttribute('host', there.host)] : []),
    ...(isWritten(node, socket, 'route') || isMoved ? [textAttribute('route', there.route)] : []),
    ...(isWritten(node, socket, 'useWSS') ? [`useWSS={${useWSS}}`] : []),
  ]
}

function numbersOf(node: SceneNode, socket: Socket, draft: Draft): string[] {
  return (['receiveLimit', 'connectionTimeout'] as const)
    .filter((option) => isWritten(node, socket, option))
    .map((option) => {
      const value = socket.options[option]
      const clamped = Math.min(MOST[option], Math.max(0, value))
      if (clamped !== value) {
        draft.notes.add('range', node.path, `${option} is 0 to ${MOST[option]}; ${value} becomes ${clamped}.`)
      }
      return `${option}={${clamped}}`
    })
}

function autoconnectOf(node: SceneNode, socket: Socket, draft: Draft): string[] {
  const isElsewhere = field(node.section, 'type') === undefined
  if (isElsewhere && !socket.isModeGiven) return []
  const { mode, reference } = waitOf(node, socket, draft)
  return [`autoconnectMode="${mode}"`, ...(reference === undefined ? [] : [`autoconnectReference={${reference}}`])]
}
