/**
 * Which nodes are sockets: by their scripts, and where those can't be looked into, by the properties beside them.
 */
import { ADDON_SCRIPT, MODE, PROPERTIES, REFERENCE } from './addon.js'
import { field, property, type Section } from './sections.js'
import { idIn, idText, textOf, type Value } from './values.js'

/** Files and inner resources of a scene, by their ids. */
export interface Resources {
  /** The path of an external one. */
  pathOf(value: Value | undefined): string | undefined
  /** The section of an inner one. */
  innerOf(value: Value | undefined): Section | undefined
}

export function readResources(sections: readonly Section[]): Resources {
  const byId = (tag: string) =>
    new Map(sections.filter((section) => section.tag === tag).map((section) => [idText(field(section, 'id')), section]))
  const external = byId('ext_resource')
  const inner = byId('sub_resource')
  return {
    pathOf(value) {
      if (value?.kind === 'call' && value.name === 'Resource') return textOf(value.args.at(-1))
      const id = idIn(value, 'ExtResource')
      const section = id === undefined ? undefined : external.get(id)
      return section && textOf(field(section, 'path'))
    },
    innerOf(value) {
      const id = idIn(value, 'SubResource')
      return id === undefined ? undefined : inner.get(id)
    },
  }
}

/** `maybe`: a node of which the file alone can't tell, and says too little. */
export type Verdict = 'sure' | 'likely' | 'maybe' | 'none'

const OWN = [...Object.values(PROPERTIES), MODE, REFERENCE] as readonly string[]
/** Names that other scripts hardly have. */
const TELLING: readonly string[] = [PROPERTIES.useWSS, MODE, REFERENCE]

/** Whether a node is a socket. */
export function judge(section: Section, resources: Resources): Verdict {
  const script = property(section, 'script')?.value
  if (script?.kind === 'null') return 'none'
  const isElsewhere = !script && field(section, 'type') === undefined
  if (!script && !isElsewhere) return 'none'

  const path = resources.pathOf(script)
  if (path !== undefined && ADDON_SCRIPT.test(path)) return 'sure'
  const base = extended(resources.innerOf(script))
  if (base && ADDON_SCRIPT.test(base)) return 'sure'

  const own = OWN.filter((name) => property(section, name))
  if (base === 'WebSocket' || (own.length > 1 && own.some((name) => TELLING.includes(name)))) return 'likely'
  return own.length > 0 ? 'maybe' : 'none'
}

/** What a script in the scene extends: a path or a name. */
function extended(script: Section | undefined): string | undefined {
  const source = script && textOf(property(script, 'script/source')?.value)
  const found = /^\s*(?:class_name\s+\w+\s+)?extends\s+(?:"([^"]+)"|(\w+))/m.exec(source ?? '')
  return found?.[1] ?? found?.[2]
}
