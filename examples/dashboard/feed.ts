// The format of the feed, and how the parts of the dashboard find it.
import { json, useNode } from 'react-websocket-node'
import type { FromServer } from './protocol.js'

export const feed = json<FromServer>()

/** The node above. */
export const useFeed = () => useNode(undefined, feed)
