/**
 * A button that copies code, and the word beside it that tells whether it did.
 */
import { useState } from 'react'
import { Button } from './Button.js'

export function CopyCode({ code }: { code: string }) {
  const [outcome, setOutcome] = useState({ code: '', words: '' })
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code)
      setOutcome({ code, words: 'copied' })
    } catch {
      // In a frame or page without the permission.
      setOutcome({ code, words: 'not allowed here: select the text' })
    }
  }
  return (
    <>
      <Button kind="small" onClick={() => void copy()}>
        Copy code
      </Button>
      <span className="soft small" role="status">
        {outcome.code === code ? outcome.words : ''}
      </span>
    </>
  )
}
