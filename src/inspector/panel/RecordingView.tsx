'use client'
/**
 * The recorder: what happened, into a file and out of one.
 */
import type { Inspection, LoadRecording } from '../model.js'
import { Action, NumberField } from './parts.js'
import { byteSize } from './show.js'
import { useInspected, versionOf } from './snapshots.js'
import { useKeptState } from './useKeptState.js'

export function RecordingView(props: {
  /** The page's own. */
  readonly live: Inspection
  readonly load: LoadRecording
  readonly onLoad: (loaded: Inspection, name: string) => void
  readonly say: (text: string, isBad?: boolean) => void
}) {
  const { live, load, onLoad, say } = props
  useInspected(live, versionOf)
  const { recording } = live
  const [seconds, setSeconds] = useKeptState(live, 'seconds', recording?.seconds ?? 60)
  if (!recording) return null

  const open = async (file: File | undefined) => {
    if (!file) return
    try {
      onLoad(load(await file.text()), file.name)
      say(`${file.name} is shown.`)
    } catch (error) {
      say((error as Error).message, true)
    }
  }
  const save = () => {
    const text = recording.save()
    if (text === undefined) say('Nothing was recorded.', true)
    else download(text, `websockets-${new Date().toISOString().slice(0, 19).replace(/:/g, '-')}.jsonl`)
  }
  return (
    <div className="col">
      <div className="row">
        <NumberField label="Seconds" value={seconds} min={1} max={3600} onChange={setSeconds} />
      </div>
      <div className="row">
        <button
          type="button"
          aria-pressed={recording.isRunning}
          onClick={() => (recording.isRunning ? recording.stop() : recording.start(seconds))}
        >
          Record
        </button>
        <Action say={say} whyNot={recording.events > 0 ? undefined : 'Nothing was recorded.'} onPress={save}>
          Save
        </Action>
        <label className="file">
          <span aria-hidden="true">Load…</span>
          <input
            type="file"
            aria-label="Load recording"
            className="hidden"
            onChange={({ target }) => {
              void open(target.files?.[0])
              // The same file may be chosen again.
              target.value = ''
            }}
          />
        </label>
      </div>
      <p className="soft num">
        {recording.isRunning ? 'Records: ' : ''}
        {`${recording.events} events, ${byteSize(recording.bytes)}`}
        {recording.dropped > 0 && `, ${recording.dropped} older ones are gone`}
        {`, of the last ${recording.seconds} s`}
      </p>
    </div>
  )
}

function download(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }))
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
