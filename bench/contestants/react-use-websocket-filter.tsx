/**
 * react-use-websocket with `share`, and with a filter so that a component renders only for what concerns it.
 */
import type { TopicMessage } from '../page/Row'
import { createReactUseWebSocket } from '../page/react-use-websocket'

const { Topics, ...rest } = createReactUseWebSocket(
  'react-use-websocket, share and filter',
  { share: true },
  (topic) => ({
    filter: (event) => (JSON.parse(event.data as string) as TopicMessage).topic === topic,
  }),
)

export default { label: rest.label, kind: rest.kind, library: rest.library, Topics }
