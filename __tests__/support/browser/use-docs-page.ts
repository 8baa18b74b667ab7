/**
 * The code of one page of the documentation in a real Chromium. In a test file:
 *
 *   type Code = typeof import('../../../docs/code/receiving.js')
 *   const docs = useDocsPage<Code>('docs/code/receiving.tsx')
 *   …
 *   const page = await docs.open(server.host)      // wss://*.example is the test's server
 *   await page.mount('ChatRoom')                   // a component that the file exports, and its props
 *   await page.untilText('open: welcome')
 *
 * Props that are functions don't cross into the page: `page.run` does, with the page's kit as the global `docsKit`.
 */
import type { Page } from 'playwright-core'
import type { Aim } from '../aimed-socket'
import { useBrowser } from './use-browser'

declare global {
  /** What docs-kit.tsx exports; there in functions that run in the page, and nowhere else. */
  var docsKit: typeof import('./page/docs-kit')
}

/** A component's props, so far as they are data. */
type PropsOf<C> = C extends (props: infer P) => unknown ? P : never

/** A page of Chromium with the code in it. */
export interface DocsPage<Code> {
  /** Playwright's page. */
  readonly page: Page
  /** Renders a component; under StrictMode, unless `isStrict` is false. Called again, it renders with other props. */
  mount<Name extends keyof Code & string>(name: Name, props?: PropsOf<Code[Name]>, isStrict?: boolean): Promise<void>
  unmount(): Promise<void>
  /** Waits until this text is all that the page shows, or, of a pattern, until it matches. */
  untilText(text: string | RegExp): Promise<void>
  text(): Promise<string>
  click(button: string): Promise<void>
  /** What the console said since the last call, without React's advertisement. */
  takePrinted(): Promise<string[]>
  /** How often React has committed since the page was opened. */
  commits(): Promise<number>
  /** Runs a function in the page. */
  run<T>(work: () => T | Promise<T>): Promise<T>
}

/** To be called at the top of a test file. Uncaught errors of a page fail the test. */
export function useDocsPage<Code>(file: string) {
  const browser = useBrowser('docs-kit.tsx', { code: file })
  return {
    takeErrors: browser.takeErrors,
    async open(aim: Aim): Promise<DocsPage<Code>> {
      const page = await browser.open()
      await page.evaluate((aim) => {
        globalThis.docsKit = kit as unknown as typeof docsKit
        docsKit.aim(aim)
      }, aim)
      const text = () => page.evaluate(() => document.getElementById('root')!.textContent ?? '')
      return {
        page,
        text,
        mount: (name, props, isStrict = true) =>
          page.evaluate(([name, props, isStrict]) => docsKit.mount(name, props, isStrict), [
            name,
            props ?? {},
            isStrict,
          ] as const),
        unmount: () => page.evaluate(() => docsKit.unmount()),
        async untilText(expected) {
          const [source, isPattern] = typeof expected === 'string' ? [expected, false] : [expected.source, true]
          const waited = page.waitForFunction(
            ([source, isPattern]) => {
              const text = document.getElementById('root')!.textContent ?? ''
              return isPattern ? new RegExp(source).test(text) : text === source
            },
            [source, isPattern] as const,
          )
          await waited.catch(async () => {
            throw new Error(`waited for ${String(expected)}; the page shows ${await text()}`)
          })
        },
        click: (button) => page.getByRole('button', { name: button, exact: true }).click(),
        takePrinted: () =>
          page.evaluate(() => docsKit.printed.splice(0).filter((line) => !line.includes('React DevTools'))),
        commits: () => page.evaluate(() => docsKit.commits),
        run: (work) => page.evaluate(work),
      }
    },
  }
}
