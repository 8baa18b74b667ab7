/**
 * A Godot scene file in, and out; and the JSX.
 */
import { useId } from 'react'
import { Button } from '../ui/Button.js'
import { CopyCode } from '../ui/CopyCode.js'
import { Panel } from '../ui/Panel.js'
import type { Derived, Loss } from './document.js'
import { EXAMPLE, EXAMPLE_NAME } from './example.js'

interface GodotProps {
  /** The name of the file that the scene came from, if it did. */
  name: string | undefined
  derived: Derived
  onFile: (file: File) => void
}

export function Godot({ name, derived, onFile }: GodotProps) {
  const id = useId()
  return (
    <Panel title="Godot">
      <div className="field">
        <label htmlFor={id}>Godot scene</label>
        <input
          id={id}
          className="input"
          type="file"
          accept=".tscn"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) onFile(file)
            // The same file can be chosen again.
            event.target.value = ''
          }}
        />
      </div>
      <p className="soft small">
        {name === undefined
          ? 'Choose a .tscn that uses the addon, or drop one anywhere on this page.'
          : `Open: ${name}`}
      </p>
      <div className="row">
        <Button onClick={() => onFile(new File([EXAMPLE], EXAMPLE_NAME))}>Open an example</Button>
        <Button onClick={() => download(derived.fileName, derived.text)}>Save .tscn</Button>
      </div>
    </Panel>
  )
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it in a later task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export function Losses({ of: losses, isFromFile }: { of: readonly Loss[]; isFromFile: boolean }) {
  return (
    <Panel title="Not carried over">
      {losses.length === 0 ? (
        <p className="soft small">
          {isFromFile ? 'Nothing: the file has all of it.' : 'A .tscn can say all of this scene.'}
        </p>
      ) : (
        <ul className="scene-losses" tabIndex={0} aria-label="What is not carried over">
          {losses.map(({ name, text }, index) => (
            <li key={index}>
              {name && <b>{name}</b>} {text}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

export function Code({ jsx }: { jsx: string }) {
  return (
    <Panel
      title="Code"
      aside={
        <span className="row">
          <CopyCode code={jsx} />
        </span>
      }
    >
      <pre className="code scene-code" tabIndex={0} aria-label="The code of this scene">
        {jsx}
      </pre>
    </Panel>
  )
}
