/**
 * What a person does with a story that opens untouched: presses Play, and watches.
 */
import type { Locator } from 'playwright-core'

/** Presses Play in `canvas`, and waits until the play has ended. Gives what went wrong; empty if nothing. */
export async function watchPlay(canvas: Locator): Promise<string> {
  const play = canvas.getByRole('button', { name: 'Play', exact: true })
  await play.click()
  await canvas.locator('.try-this .button[aria-disabled="false"]').waitFor({ timeout: 60_000 })
  return (await canvas.getByRole('alert').allTextContents()).join('\n')
}
