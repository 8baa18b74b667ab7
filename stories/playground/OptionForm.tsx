/**
 * The options of the node as a form, grouped and typed like the addon's inspector.
 */
import { useId, useState } from 'react'
import { Panel } from '../ui/Panel.js'
import { GROUPS, nearestNumber, type Editor, type Field, type Settings, type Value } from './settings.js'
import type { Change } from './useSettings.js'

export function OptionForm({ settings, change }: { settings: Settings; change: Change }) {
  return (
    <Panel title="Options" flush>
      <div className="play-options">
        {GROUPS.map(({ title, fields }) => (
          <fieldset key={title} className="play-group">
            <legend>{title}</legend>
            {fields.map((field) => (
              <Row key={field.name} field={field} value={settings[field.name]} change={change} />
            ))}
          </fieldset>
        ))}
      </div>
    </Panel>
  )
}

function Row({
  field: { name, editor, initial, help },
  value,
  change,
}: {
  field: Field
  value: Value
  change: Change
}) {
  const id = useId()
  const common = { id, 'aria-describedby': `${id}help`, onChange: (next: Value) => change(name, next) }
  return (
    <div className="play-row" data-changed={value !== initial}>
      <label htmlFor={id}>{name}</label>
      <Input {...common} editor={editor} value={value} />
      <small id={`${id}help`}>{help}</small>
    </div>
  )
}

interface InputProps {
  id: string
  'aria-describedby': string
  editor: Editor
  value: Value
  onChange: (value: Value) => void
}

function Input({ editor, value, onChange, ...rest }: InputProps) {
  switch (editor.type) {
    case 'switch':
      return (
        <span className="switch">
          <input
            {...rest}
            type="checkbox"
            role="switch"
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
        </span>
      )
    case 'choice':
      return (
        <select {...rest} className="input" value={String(value)} onChange={(event) => onChange(event.target.value)}>
          {editor.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )
    case 'number':
      return (
        <Draft
          {...rest}
          value={String(value)}
          type="number"
          min={editor.min}
          max={editor.max}
          step={editor.isWhole ? 1 : 'any'}
          unit={editor.unit}
          onApply={(words) => onChange(nearestNumber(editor, Number(words)))}
        />
      )
    case 'text':
      return (
        <Draft
          {...rest}
          value={String(value)}
          type="text"
          placeholder={editor.placeholder}
          onApply={(words) => onChange(words.trim())}
        />
      )
  }
}

interface DraftProps {
  id: string
  'aria-describedby': string
  type: 'text' | 'number'
  value: string
  min?: number
  max?: number
  step?: number | 'any'
  unit?: string
  placeholder?: string | undefined
  onApply: (words: string) => void
}

/** What is typed counts at Enter, or when the field is left: each keystroke of a route would be a handshake. */
function Draft({ value, unit, onApply, ...rest }: DraftProps) {
  const [draft, setDraft] = useState<string>()
  const apply = () => {
    if (draft !== undefined && draft !== value) onApply(draft)
    setDraft(undefined)
  }
  return (
    <span className="play-draft">
      <input
        {...rest}
        className="input"
        autoComplete="off"
        spellCheck={false}
        value={draft ?? value}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply()
          if (event.key === 'Escape') setDraft(undefined)
        }}
      />
      {unit && <span className="soft small">{unit}</span>}
    </span>
  )
}
