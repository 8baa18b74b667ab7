/**
 * Opens one story or page in a browser and tells everything that went wrong in it.
 */
import type { BrowserContext, Page } from 'playwright-core'

export type Theme = 'system' | 'light' | 'dark'

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

/** What Storybook's accessibility addon reports of a story, as far as it is read. */
interface AxeReport {
  readonly type: string
  readonly result: { readonly violations: readonly { help: string; nodes: readonly { html: string }[] }[] }
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
 * @returns what `use` resolves to
 */
export async function visit<Seen>(
  context: BrowserContext,
  origin: string,
  {
    id,
    viewMode = 'story',
    theme,
    hasStories = viewMode === 'docs',
  }: { id: string; viewMode?: 'story' | 'docs'; theme: Theme; hasStories?: boolean },
  use: (visit: Visit) => Promise<Seen>,
): Promise<Seen> {
  // A page of its own: browsers slow down the handshakes of one on which several have failed.
  const page = await context.newPage()
  try {
    const failures: string[] = []
    page.on('pageerror', (error) => failures.push(`pageerror: ${error.stack ?? error.message}`))
    await page.addInitScript(recordChannel, { names: [...PROBLEMS, ...ENDS], viewMode })
    await page.goto(`${origin}/iframe.html?id=${id}&viewMode=${viewMode}&globals=theme:${theme}&play=now`)
    await page.waitForFunction(
      (lastNames) => (window as unknown as Window).channelEvents.some(({ name }) => lastNames.includes(name)),
      [...ENDS, 'storyThrewException', 'storyErrored', 'storyMissing', 'configError'],
      { timeout: 90_000 },
    )
    // A page of documentation is there before the stories within it are.
    if (hasStories) {
      await page.waitForFunction(() => {
        const stories = [...document.querySelectorAll('.sb-story')]
        return stories.length > 0 && stories.every((story) => story.querySelector('.stage'))
      })
    }
    const events = await page.evaluate(() => (window as unknown as Window).channelEvents)
    for (const { name, problem } of events) if (problem) failures.push(`${name}: ${problem}`)
    return await use({ page, failures })
  } finally {
    await page.close()
  }
}

/** Runs in the page, before anything else: subscribes to Storybook's channel as soon as there is one. */
function recordChannel({ names, viewMode }: { names: string[]; viewMode: 'story' | 'docs' }): void {
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
    const { status, reporters } = payload as { status: string; reporters: readonly AxeReport[] }
    const reports = reporters.filter(({ type }) => type === 'a11y')
    // The addon leaves the stories within a page of documentation alone.
    if (reports.length === 0 && viewMode === 'story') return 'nobody looked at its accessibility'
    const violations = reports
      .flatMap(({ result }) => result.violations)
      .flatMap(({ help, nodes }) => nodes.map(({ html }) => `${help}: ${html}`))
    return [...(status === 'success' ? [] : [`status ${status}`]), ...violations].join('\n')
  }

  function words(value: unknown): string {
    if (Array.isArray(value)) return value.map(words).join('\n')
    if (typeof value === 'object' && value !== null && 'message' in value) {
      const { message, stack = message } = value as { message: string; stack?: string }
      return stack
    }
    return JSON.stringify(value) ?? String(value)
  }
}
