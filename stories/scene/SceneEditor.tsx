/**
 * A scene tree that one builds, runs and steps through, with its JSX, and a Godot scene on the other side.
 */
import { useMemo, useReducer, useState, useSyncExternalStore, type DragEvent } from 'react'
import { HOST, USE_WSS } from '../support/server.js'
import { Button } from '../ui/Button.js'
import { Panel } from '../ui/Panel.js'
import { createDoc, derive, reduce, type Action } from './document.js'
import { Effects } from './Effects.js'
import { START } from './example.js'
import { Code, Godot, Losses } from './Godot.js'
import { find, type Kind } from './model.js'
import { stepOf, STEPS, type MoveStep } from './places.js'
import { Properties } from './Properties.js'
import { openFile } from './readFile.js'
import { createRecorder, looksAt, type Effect, type Recorder } from './record.js'
import { Runner } from './Runner.js'
import { Tree } from './Tree.js'

/** So slow that one can watch. */
const ROUTING = { host: HOST, route: '/ws/slow-handshake?ms=250', useWSS: USE_WSS }
const KINDS: readonly Kind[] = ['provider', 'node', 'element']
const WORDS: Readonly<Record<MoveStep, string>> = { up: 'Move up', down: 'Move down', in: 'Indent', out: 'Outdent' }

interface Run {
  readonly number: number
  readonly recorder: Recorder
  /** Of the scene that was mounted. */
  readonly revision: number
  /** How many effects are looked at; null: all that there are. */
  readonly count: number | null
}

export function SceneEditor() {
  const [doc, dispatch] = useReducer(reduce, START, createDoc)
  const [latest, setRun] = useState<Run | null>(null)
  const { scene, file, refusal, selected } = doc
  const derived = useMemo(() => derive({ scene, file, refusal }, ROUTING), [scene, file, refusal])
  // Another scene is another run.
  const run = latest?.revision === doc.revision ? latest : null
  const effects = useEffects(run?.recorder)
  const count = Math.min(run?.count ?? effects.length, effects.length)
  const begin = (count: number | null) =>
    setRun((last) => ({
      number: (last?.number ?? 0) + 1,
      recorder: createRecorder(scene, () => performance.now()),
      revision: doc.revision,
      count,
    }))
  const go = (to: number) => {
    if (run) setRun({ ...run, count: to >= effects.length ? null : Math.max(0, to) })
    else begin(to)
  }
  const open = (chosen: File) => void openFile(chosen).then(dispatch)

  return (
    <div className="scene-columns" {...dropHandlers(open)}>
      <div className="scene-column">
        <Panel title="Scene">
          <Hands scene={doc} dispatch={dispatch} />
          <Tree
            scene={scene}
            selected={selected}
            looks={run && looksAt(effects, count)}
            present={run ? effects[count - 1]?.id : undefined}
            dispatch={dispatch}
          />
        </Panel>
        <Properties scene={scene} selected={selected} dispatch={dispatch} />
      </div>
      <div className="scene-column">
        <Effects effects={effects} count={count} isRunning={run !== null} onRun={() => begin(null)} onGo={go} />
        <Code jsx={derived.jsx} />
      </div>
      <div className="scene-column">
        <Godot name={file?.name} derived={derived} onFile={open} />
        <Losses of={derived.losses} isFromFile={file !== null} />
      </div>
      {run && (
        <div hidden>
          <Runner key={run.number} scene={scene} recorder={run.recorder} routing={ROUTING} />
        </div>
      )}
    </div>
  )
}

interface HandsProps {
  scene: ReturnType<typeof createDoc>
  dispatch: (action: Action) => void
}

/** All that the keys do, as buttons. */
function Hands({ scene: { scene, selected }, dispatch }: HandsProps) {
  return (
    <>
      <div className="row">
        {KINDS.map((kind) => (
          <Button key={kind} kind="small" onClick={() => dispatch({ type: 'add', kind })}>
            Add {kind}
          </Button>
        ))}
      </div>
      <div className="row">
        {STEPS.map((step) => {
          const to = stepOf(scene, selected, step)
          return (
            <Button
              key={step}
              kind="small"
              disabled={!to}
              onClick={() => to && dispatch({ type: 'move', id: selected!, to })}
            >
              {WORDS[step]}
            </Button>
          )
        })}
        <Button
          kind="small"
          disabled={!find(scene, selected)}
          onClick={() => dispatch({ type: 'remove', id: selected! })}
        >
          Remove
        </Button>
      </div>
    </>
  )
}

const NO_EFFECTS: readonly Effect[] = []
const NO_RECORD = { effects: NO_EFFECTS, subscribe: () => () => {} }

function useEffects(recorder: Recorder | undefined): readonly Effect[] {
  const { subscribe } = recorder ?? NO_RECORD
  return useSyncExternalStore(subscribe, () => (recorder ?? NO_RECORD).effects)
}

/** Files may be dropped anywhere. */
function dropHandlers(open: (file: File) => void) {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')
  return {
    onDragOver: (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      const [file] = event.dataTransfer.files
      if (file) open(file)
    },
  }
}
