/**
 * Pages for the tests of faults: those of `useBrowser`, each in a context of its own, with one more script.
 */
import { build } from 'esbuild'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { useBrowser } from './use-browser'

declare global {
  /** What the script exports; there in functions that run in the page, and nowhere else. */
  var faults: typeof import('./page/fault-kit')
}

/** To be called at the top of a test file; opens pages that have the global `faults`. */
export function useFaultPages(): () => Promise<Page> {
  const browser = useBrowser('kit.ts')
  let content = ''

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(__dirname, 'page', 'fault-kit.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'faults',
      target: 'es2022',
      logLevel: 'silent',
    })
    content = outputFiles[0]!.text
  })

  return async () => {
    const page = await browser.open()
    await page.addScriptTag({ content })
    return page
  }
}
