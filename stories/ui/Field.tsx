/**
 * Labelled inputs.
 */
import { useId } from 'react'

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
}

/** A line of text. */
export function Field({ label, value, onChange, placeholder }: FieldProps) {
  const id = useId()
  return (
    <div className="field grow">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

interface SelectProps<Value extends string> {
  label: string
  value: Value
  options: readonly Value[]
  onChange: (value: Value) => void
}

/** One of a few. */
export function Select<Value extends string>({ label, value, options, onChange }: SelectProps<Value>) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </div>
  )
}

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  step: number
  onChange: (value: number) => void
}

/** A number in a range, with the number beside it. */
export function Slider({ label, value, onChange, ...range }: SliderProps) {
  const id = useId()
  return (
    <div className="field grow">
      <label htmlFor={id}>
        {label}: <b className="mono">{value.toLocaleString('en')}</b>
      </label>
      <input
        id={id}
        className="slider"
        type="range"
        {...range}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </div>
  )
}
