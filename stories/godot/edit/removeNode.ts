/**
 * A node less in a scene.
 */
import { isWithin } from '../paths.js'
import { field } from '../sections.js'
import type { SceneModel } from '../types.js'
import { textOf } from '../values.js'
import { nodeAt } from './find.js'
import { sectionPath } from './moved.js'
import { apply, sectionRemovals } from './patch.js'
import { referencePatches } from './socket.js'

/**
 * Removes a node with all below it, their connections, and the references of sockets to them.
 * @throws RangeError for the root, and a node that is not there
 */
export function removeNode(model: SceneModel, path: string): SceneModel {
  const { parent } = nodeAt(model, path)
  if (parent === null) throw new RangeError('the root of a scene cannot be removed')
  const isGone = (other: string | undefined) => other !== undefined && isWithin(other, path)
  const gone = model.sections.filter((section) => {
    const text = (name: string) => textOf(field(section, name))
    if (section.tag === 'node') return isGone(sectionPath(section))
    if (section.tag === 'connection') return isGone(text('from')) || isGone(text('to'))
    return section.tag === 'editable' && isGone(text('path'))
  })
  const references = model.nodes.filter(
    ({ path, socket }) => !isGone(path) && socket?.reference?.target != null && isGone(socket.reference.target),
  )
  return apply(model, [
    ...sectionRemovals(model.text, gone),
    ...references.flatMap(({ section }) => referencePatches(model, section, null)),
  ])
}
