/**
 * Accessibility as axe sees it, in light and in dark.
 */
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import type { Theme } from './visit.js'

/** What axe finds of serious or critical impact in the page as it stands, in that theme; empty if nothing. */
export async function violations(page: Page, theme: Theme, scope: string): Promise<string[]> {
  const hasAxe = await page.evaluate(() => 'axe' in window)
  if (!hasAxe) await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
  const results = await page.evaluate(runAxe, { theme, scope })
  return results.map((violation) => `${theme}: ${violation}`)
}

/** Runs in the page. */
async function runAxe({ theme, scope }: { theme: Theme; scope: string }): Promise<string[]> {
  // Storybook's own table of controls is not ours to colour.
  const exclude = document.querySelector('.docblock-argstable') ? ['.docblock-argstable'] : []
  document.documentElement.dataset['theme'] = theme
  // Colours on their way to the other theme would be measured in between.
  await Promise.all(
    document.getAnimations().map((animation) => ('transitionProperty' in animation ? animation.finished : undefined)),
  )
  const { axe } = window as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }
  const { violations } = await axe.run({ include: [scope], exclude }, { resultTypes: ['violations'] })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`,
    )
}
