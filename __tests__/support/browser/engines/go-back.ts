/**
 * The way back to the page before, which may come out of the back/forward cache.
 */
import type { Page } from 'playwright-core'
import { ENGINE, type EnginePage } from './engine'

/**
 * Goes back. WebKit's driver does it with a command of its own, which is answered when the page is there: what runs in a
 * page while it is put away never answers. The other drivers would wait for a load, which a page that was kept does not do.
 */
export async function goBack(page: Page | EnginePage): Promise<void> {
  if (ENGINE === 'webkit') await page.goBack()
  else await (page as EnginePage).evaluate(() => void setTimeout(() => history.back()))
}
