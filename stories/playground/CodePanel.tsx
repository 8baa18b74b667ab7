/**
 * The code for what is set, ready to copy; and what the same takes without the package.
 */
import { useId, useState } from 'react'
import { CopyCode } from '../ui/CopyCode.js'
import { Panel } from '../ui/Panel.js'
import byHand from './byHand.tsx?raw'
import { codeOf } from './code.js'
import type { Settings } from './settings.js'

const WAYS = ['By hook', 'By hand'] as const

export function CodePanel({ settings }: { settings: Settings }) {
  const name = useId()
  const [way, setWay] = useState<(typeof WAYS)[number]>('By hook')
  const code = way === 'By hook' ? codeOf(settings) : byHand
  return (
    <Panel
      title="Code"
      aside={
        <span className="row">
          <span className="play-ways" role="radiogroup" aria-label="Written">
            {WAYS.map((one) => (
              <label key={one}>
                <input type="radio" name={name} checked={way === one} onChange={() => setWay(one)} />
                {one}
              </label>
            ))}
          </span>
          <CopyCode code={code} />
        </span>
      }
    >
      <pre
        className="code play-code"
        tabIndex={0}
        aria-label={way === 'By hook' ? 'The code of these settings' : 'The same by hand'}
      >
        {code}
      </pre>
    </Panel>
  )
}
