/**
 * The table of a measurement: a box that scrolls, with rows of one height, of which the browser draws those in sight, and
 * a field beside it in which keys are pressed.
 */
import { useState, type ReactNode } from 'react'

const STYLE = `
  .rows { height: 480px; overflow: auto; contain: strict }
  .rows p { height: 20px; margin: 0; content-visibility: auto; contain-intrinsic-size: auto 20px }`

/** Calls back with each key's time from the press to the picture that shows it, in milliseconds. */
export function RowStage({ onPainted, children }: { onPainted: (ms: number) => void; children: ReactNode }) {
  return (
    <>
      <style>{STYLE}</style>
      <Field onPainted={onPainted} />
      <div className="rows">{children}</div>
    </>
  )
}

function Field({ onPainted }: { onPainted: (ms: number) => void }) {
  const [typed, setTyped] = useState('')
  return (
    <input
      autoFocus
      value={typed}
      onChange={({ target, timeStamp }) => {
        setTyped(target.value.slice(-20))
        afterPaint(() => onPainted(performance.now() - timeStamp))
      }}
    />
  )
}

/** Calls back in the first task after the next frame was drawn. */
function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      callback()
    }
    port2.postMessage(null)
  })
}
