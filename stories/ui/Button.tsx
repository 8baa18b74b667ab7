/**
 * A button, and a switch for what is on or off.
 */
import type { ReactNode } from 'react'

interface ButtonProps {
  kind?: 'primary' | 'plain' | 'small' | 'quiet'
  type?: 'button' | 'submit'
  disabled?: boolean
  /** Says more than the words on it, where the same words stand more than once. */
  label?: string
  onClick?: () => void
  children: ReactNode
}

export function Button({ kind = 'plain', type = 'button', disabled = false, label, onClick, children }: ButtonProps) {
  return (
    <button className="button" data-kind={kind} type={type} disabled={disabled} aria-label={label} onClick={onClick}>
      {children}
    </button>
  )
}

interface SwitchProps {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
}

export function Switch({ checked, onChange, children }: SwitchProps) {
  return (
    <label className="switch">
      <input type="checkbox" role="switch" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  )
}
