'use client'
/**
 * The small parts of which the views consist.
 */
import { useId, type ReactNode } from 'react'

/** A group of radio buttons in a row; the browser moves among them with the arrow keys. */
export function Radios<T extends string>(props: {
  readonly label: string
  readonly value: T
  readonly of: readonly (readonly [value: T, label: string])[]
  readonly onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={props.label} className="radios">
      {props.of.map(([value, label]) => (
        <label key={value} className={value === props.value ? 'on' : undefined}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          {label}
        </label>
      ))}
    </div>
  )
}

/** A button that says why it does nothing, where it does nothing; it can be reached all the same, to learn why. */
export function Action(props: {
  readonly children: ReactNode
  readonly onPress: () => void
  /** The reason in a sentence. */
  readonly whyNot?: string | undefined
  readonly say: (text: string) => void
  readonly isPressed?: boolean | undefined
}) {
  const { whyNot } = props
  return (
    <button
      type="button"
      aria-disabled={whyNot === undefined ? undefined : true}
      aria-pressed={props.isPressed}
      title={whyNot}
      onClick={() => (whyNot === undefined ? props.onPress() : props.say(whyNot))}
    >
      {props.children}
    </button>
  )
}

/** The names of a table's columns. */
export function Head({ of }: { readonly of: readonly string[] }) {
  return (
    <thead>
      <tr>
        {of.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** A field with its name above it. */
export function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className="field">
      {label}
      {children}
    </label>
  )
}

/** A field for a number: what is not in its range is not passed on. */
export function NumberField(props: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}) {
  const { label, value, min, max, onChange } = props
  return (
    <Field label={label}>
      <input
        key={value}
        type="number"
        min={min}
        max={max}
        defaultValue={value}
        onBlur={({ target }) => {
          if (target.value === '' || !target.validity.valid) target.value = String(value)
          else if (target.valueAsNumber !== value) onChange(target.valueAsNumber)
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') currentTarget.blur()
        }}
      />
    </Field>
  )
}
