/**
 * What one can set of the selected item.
 */
import { useId, useState, type KeyboardEvent } from 'react'
import { AUTOCONNECT_MODE } from '../../src/index.js'
import { Switch } from '../ui/Button.js'
import { Select } from '../ui/Field.js'
import { Panel } from '../ui/Panel.js'
import type { Action } from './document.js'
import { find, targetOf, walk, type Item, type Scene } from './model.js'

interface PropertiesProps {
  scene: Scene
  selected: string | null
  dispatch: (action: Action) => void
}

const MODES = Object.values(AUTOCONNECT_MODE)

export function Properties({ scene, selected, dispatch }: PropertiesProps) {
  const item = find(scene, selected)?.item
  return (
    <Panel title="Properties">
      {item ? (
        <>
          <Name key={`${item.id} ${item.name}`} item={item} dispatch={dispatch} />
          {item.kind === 'node' && <Waiting scene={scene} item={item} dispatch={dispatch} />}
          {item.kind === 'element' ? (
            <p className="soft small">An element is ready as soon as it is in the document.</p>
          ) : (
            <Switch checked={item.ready} onChange={(ready) => dispatch({ type: 'ready', id: item.id, ready })}>
              ready
            </Switch>
          )}
        </>
      ) : (
        <p className="soft">Nothing is selected: what is added now stands at the top.</p>
      )}
    </Panel>
  )
}

interface PartProps {
  item: Item
  dispatch: (action: Action) => void
}

/** Counts at Enter, or when the field is left. */
function Name({ item, dispatch }: PartProps) {
  const id = useId()
  const [draft, setDraft] = useState(item.name)
  const apply = () => dispatch({ type: 'rename', id: item.id, name: draft })
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') apply()
    if (event.key === 'Escape') setDraft(item.name)
  }
  return (
    <div className="field">
      <label htmlFor={id}>Name</label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        spellCheck={false}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={apply}
        onKeyDown={keys}
      />
    </div>
  )
}

function Waiting({ scene, item, dispatch }: PartProps & { scene: Scene }) {
  const id = useId()
  const others = walk(scene).filter((placed) => placed.item.id !== item.id)
  const target = targetOf(scene, item.id)
  return (
    <>
      <Select
        label="autoconnectMode"
        value={item.mode}
        options={MODES}
        onChange={(mode) => dispatch({ type: 'mode', id: item.id, mode })}
      />
      {item.mode === 'custom' && (
        <div className="field">
          <label htmlFor={id}>autoconnectReference</label>
          <select
            id={id}
            className="input"
            value={item.reference ?? ''}
            onChange={(event) => dispatch({ type: 'reference', id: item.id, reference: event.target.value || null })}
          >
            <option value="">none: connects at once</option>
            {others.map(({ item: { id, name } }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <p className="soft small">
        {target === null
          ? 'It never connects by itself.'
          : target === item.id
            ? 'It connects as soon as it is ready itself.'
            : `It connects when ${find(scene, target)?.item.name} is ready.`}
      </p>
    </>
  )
}
