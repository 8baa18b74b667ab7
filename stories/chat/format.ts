/**
 * What the chat's server sends and takes, checked and typed by a schema.
 */
import * as v from 'valibot'
import { json, type Format } from '../../src/index.js'

const event = v.variant('type', [
  v.object({ type: v.picklist(['joined', 'left']), from: v.string(), who: v.array(v.string()) }),
  v.object({ type: v.literal('said'), from: v.string(), text: v.string() }),
])

/** One event in a room. */
export type ChatEvent = v.InferOutput<typeof event>

const checked = json(event)

/** Events come in, words go out. */
export const chat: Format<ChatEvent, readonly ChatEvent[], { text: string }> = {
  ...checked,
  name: 'chat',
  encode: (message) => JSON.stringify(message),
}
