/**
 * What a component shows of the messages, the same for all contestants that render.
 */
import { labelOf } from '../messages'

export function Shown({ data }: { data: unknown }) {
  return <p>{labelOf(data)}</p>
}
