/**
 * Accessibility of pages of documentation, as axe sees it. At stories Storybook's own addon looks.
 */
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds of serious or critical impact in the page as it stands; empty if nothing. */
export async function violations(page: Page, scope: string): Promise<string[]> {
  const hasAxe = await page.evaluate(() => 'axe' in window)
  if (!hasAxe) await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
  return page.evaluate(runAxe, scope)
}

/** Runs in the page. */
async function runAxe(scope: string): Promise<string[]> {
  // Storybook's own table of controls is not ours to colour.
  const exclude = document.querySelector('.docblock-argstable') ? ['.docblock-argstable'] : []
  const { axe } = window as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }
  const { violations } = await axe.run({ include: [scope], exclude }, { resultTypes: ['violations'] })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`,
    )
}
