/**
 * Three columns side by side; in a narrow window the same as tabs, of which one is shown.
 */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'

const NAMES = ['Scene', 'Life', 'Options'] as const
type Name = (typeof NAMES)[number]

export function ColumnsOrTabs({ children }: { children: Readonly<Record<Name, ReactNode>> }) {
  const id = useId()
  const [shown, show] = useState<Name>('Life')
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = NAMES[(NAMES.indexOf(shown) + step + NAMES.length) % NAMES.length]!
    show(next)
    document.getElementById(`${id}${next}tab`)?.focus()
  }
  return (
    <>
      <div className="play-tabs" role="tablist" aria-label="Parts of the playground" onKeyDown={move}>
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}${name}tab`}
            aria-controls={`${id}${name}`}
            aria-selected={shown === name}
            tabIndex={shown === name ? 0 : -1}
            onClick={() => show(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="play-columns">
        {NAMES.map((name) => (
          <div key={name} id={`${id}${name}`} className="play-column" data-shown={shown === name}>
            {children[name]}
          </div>
        ))}
      </div>
    </>
  )
}
