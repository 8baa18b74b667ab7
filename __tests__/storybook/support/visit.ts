/**
 * Opens one story or page in a browser and tells everything that went wrong in it.
 */
import type { Browser, Page } from 'playwright-core'

export type Theme = 'light' | 'dark'

export interface Visit {
  readonly page: Page
  /** What threw or was refused; empty if nothing was. */
  readonly failures: readonly string[]
}

/** What Storybook tells on its channel, as far as it can be carried out of the page. */
interface ChannelEvent {
  readonly name: string
  readonly problem: string
}

interface Window {
  __STORYBOOK_ADDONS_CHANNEL__?: unknown
  channelEvents: ChannelEvent[]
}

/** A play function that throws still ends in `storyFinished` with the status `success`: these events tell the truth. */
const PROBLEMS = [
  'playFunctionThrewException',
  'unhandledErrorsWhilePlaying',
  'storyThrewException',
  'storyErrored',
  'storyMissing',
  'configError',
]
/** The last event of a story, and of a page of documentation. */
const ENDS = ['storyFinished', 'docsRendered']

/**
 * @param origin where Storybook is served
 * @param use what to do in the page once its play function has ended
 */
export async function visit(
  browser: Browser,
  origin: string,
  { id, viewMode = 'story', theme }: { id: string; viewMode?: 'story' | 'docs'; theme: Theme },
  use: (visit: Visit) => Promise<void>,
): Promise<void> {
  // A context of its own: browsers slow down the handshakes of a page on which several have failed.
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } })
  try {
    const page = await context.newPage()
    const failures: string[] = []
    page.on('pageerror', (error) => failures.push(`pageerror: ${error.stack ?? error.message}`))
    await page.addInitScript(recordChannel, [...PROBLEMS, ...ENDS])
    await page.goto(`${origin}/iframe.html?id=${id}&viewMode=${viewMode}&globals=theme:${theme}`)
    await page.waitForFunction(
      (lastNames) => (window as unknown as Window).channelEvents.some(({ name }) => lastNames.includes(name)),
      [...ENDS, 'storyThrewException', 'storyErrored', 'storyMissing', 'configError'],
      { timeout: 90_000 },
    )
    const events = await page.evaluate(() => (window as unknown as Window).channelEvents)
    for (const { name, problem } of events) if (problem) failures.push(`${name}: ${problem}`)
    await use({ page, failures })
  } finally {
    await context.close()
  }
}

/** Runs in the page, before anything else: subscribes to Storybook's channel as soon as there is one. */
function recordChannel(names: string[]): void {
  const record: ChannelEvent[] = []
  Object.assign(window, { channelEvents: record })
  let channel: { on(name: string, listener: (payload: unknown) => void): void } | undefined
  Object.defineProperty(window, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value: typeof channel) {
      channel = value
      for (const name of names) channel?.on(name, (payload) => record.push({ name, problem: problemOf(name, payload) }))
    },
  })

  function problemOf(name: string, payload: unknown): string {
    if (name === 'docsRendered') return ''
    if (name !== 'storyFinished') return words(payload)
    const { status, reporters } = payload as { status: string; reporters: { type: string; status: string }[] }
    const failed = reporters.filter((report) => report.status === 'failed').map((report) => words(report))
    return status === 'error' ? `status error ${failed.join('\n')}` : failed.join('\n')
  }

  function words(value: unknown): string {
    if (Array.isArray(value)) return value.map(words).join('\n')
    if (typeof value === 'object' && value !== null && 'message' in value) {
      return 'stack' in value && value.stack ? String(value.stack) : String(value.message)
    }
    return JSON.stringify(value) ?? String(value)
  }
}
