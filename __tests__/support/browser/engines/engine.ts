/**
 * The engines that the tests of the contract run in, behind one seam. A test file calls `useBrowser(entry)` and uses its
 * pages; which engine they are pages of is the Jest project's business (`browser`: Chromium, `firefox`, `webkit`).
 *
 * - A page has what `EnginePage` has, in each engine: functions run in the page by `evaluate`, with one argument that JSON
 *   can say. What else Playwright's pages have is Chromium's alone.
 * - What an engine can't show is a row of `leftOut.ts` (file, test, engine, reason): the test is taken out before the run,
 *   and the run prints how many were. A row whose test is not there fails the file.
 * - Where an engine tells something else, a case says what: `inEngine({ firefox: … }, otherwise)` of `inEngine.ts`.
 */
import type { Page } from 'playwright-core'

export type EngineName = 'chromium' | 'firefox' | 'webkit'

/** What every engine's page can do, by the names of Playwright. */
export type EnginePage = Pick<Page, 'evaluate' | 'evaluateHandle' | 'exposeFunction' | 'addScriptTag' | 'close'> & {
  goto(url: string): Promise<unknown>
  goBack(): Promise<unknown>
}

/** A running engine. */
export interface Engine {
  /** A page in a context of its own, in front; `onError` hears of what nobody in it caught, and of `console.error`. */
  open(onError: (error: string) => void): Promise<EnginePage>
  /** Closes all pages. */
  closePages(): Promise<void>
  close(): Promise<void>
}

/** The engine of this Jest project. */
export const ENGINE = (globalThis as { readonly ENGINE?: EngineName }).ENGINE ?? 'chromium'

/** What browsers write to their consoles for a WebSocket that they could not open, or had to end. */
export const NATIVE_COMPLAINT =
  /(WebSocket connection to|Mixed Content:|can’t establish a connection to the server at|The connection to .* was interrupted|Content-Security-Policy)/
