/**
 * What a person does with a story that opens untouched: presses Play, and watches.
 */
import type { Locator, Page } from 'playwright-core'

/** Presses Play in `canvas`, and waits until the play has ended. Gives what went wrong; empty if nothing. */
export async function watchPlay(canvas: Locator): Promise<string> {
  const play = canvas.getByRole('button', { name: 'Play', exact: true })
  await play.click()
  await canvas.locator('.try-this .button[aria-disabled="false"]').waitFor({ timeout: 60_000 })
  return (await canvas.getByRole('alert').allTextContents()).join('\n')
}

/** The last step of a story's strip, if it doesn't stand in the story now; empty otherwise. */
export function missingEnd(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { __STORYBOOK_PREVIEW__: preview } = window as unknown as { __STORYBOOK_PREVIEW__: StorybookPreview }
    const last = preview.currentRender.story.parameters.strip?.at(-1)
    if (last === undefined) return 'it has no strip'
    const words = typeof last === 'string' ? last : Object.values(last)[0]!
    return document.querySelector('.scene')?.textContent?.includes(words) ? '' : words
  })
}

interface StorybookPreview {
  readonly currentRender: {
    readonly story: { readonly parameters: { readonly strip?: readonly (string | Record<string, string>)[] } }
  }
}
