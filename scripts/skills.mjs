// `npm run skills`: makes llms.txt and skills/<task>/SKILL.md, by which agents and editors learn how the package is used, of the
// README and the guides. With --check it writes nothing, and fails where a file is not what it would write. A section that
// the table below names and that is not there is an error with its name.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * @typedef {object} Section
 * @property {string} page a file, from the root
 * @property {string} [heading] the whole page without one
 * @property {boolean} [isAlone] without the sections below it
 */

/** @type {(page: string) => (heading?: string, options?: { isAlone?: boolean }) => Section} */
const of = (page) => (heading, options) => ({ page, heading, ...options })

const readme = of('README.md')
const authentication = of('docs/authentication.md')
const autoconnect = of('docs/autoconnect.md')
const inspector = of('docs/inspector.md')
const migration = of('docs/migration.md')
const panel = of('docs/inspector-panel.md')
const reactNative = of('docs/react-native.md')
const receiving = of('docs/receiving.md')
const runtimes = of('docs/runtimes.md')
const security = of('docs/security.md')
const server = of('docs/server-rendering.md')
const sharing = of('docs/sharing.md')
const stateLibraries = of('docs/state-libraries.md')
const staying = of('docs/staying-connected.md')
const talk = of('docs/topics-and-requests.md')
const testing = of('docs/testing.md')

const ALONE = { isAlone: true }

/**
 * The tasks. The description says when an agent needs the skill.
 *
 * @type {Readonly<Record<string, { title: string, description: string, sections: readonly Section[] }>>}
 */
const TASKS = {
  'connect-a-component': {
    title: 'Connect a React component to a WebSocket',
    description:
      'Connect a React component to a WebSocket server with react-websocket-node: the hook, the element, when a node connects by itself, every option and error. Use when writing or reviewing code that opens a WebSocket in React.',
    sections: [
      readme('The first example'),
      autoconnect('The six modes'),
      autoconnect('What can be waited for'),
      autoconnect('The rules'),
      readme('Every option', ALONE),
      readme('The node'),
      readme('What goes wrong'),
    ],
  },
  'receive-messages': {
    title: 'Receive messages without losing any, and show them',
    description:
      'Act on each WebSocket message exactly once and show the newest ones without a render for each, with onPacket, useSignal and the value hooks of react-websocket-node; batches and formats. Use when messages are lost, duplicated, accumulated in an effect, or too many to render.',
    sections: [receiving(), readme('Hooks and elements'), readme('Formats')],
  },
  authenticate: {
    title: 'Log in and out',
    description:
      'Log in over a WebSocket with react-websocket-node: a first message by authenticate, tokens, url: null for logging out, one destination for each user. Use when a WebSocket needs a login, a token, or has to be switched on and off.',
    sections: [authentication(), staying('Destinations')],
  },
  'reconnect-and-heartbeat': {
    title: 'Stay connected',
    description:
      'Reconnect with backoff, find out that a server is gone with ping, keep what is sent meanwhile, and know the order of signals, with react-websocket-node. Use for reconnecting, heartbeats, offline pages and send queues.',
    sections: [staying()],
  },
  'share-one-connection': {
    title: 'Share one connection among many components',
    description:
      'Let many React components use one WebSocket with react-websocket-node: a node above them, a provider and names, or a node of a module. Use when several components need the same connection.',
    sections: [sharing(), migration('Sharing by hand')],
  },
  topics: {
    title: 'Subscribe to topics of one connection',
    description:
      'Read each topic or channel of a WebSocket server as a node of its own, subscribed while a component shows it, with topics and useTopic of react-websocket-node. Use for subscriptions, channels, rooms, and tables of live rows.',
    sections: [talk('A topic is a node below the node')],
  },
  requests: {
    title: 'Ask and await an answer',
    description:
      'Send a message over a WebSocket and await its answer with react-websocket-node: request, numbered requests, packets for await, whenOpen with Suspense. Use for RPC, acknowledgements and forms that wait.',
    sections: [talk('Requests'), talk('Iteration and promises')],
  },
  testing: {
    title: 'Test components that use a WebSocket',
    description:
      'Test React components that use react-websocket-node in Jest or Vitest with a mocked WebSocket and fake timers. Use when writing or mending tests around WebSockets.',
    sections: [testing()],
  },
  'migrate-from-react-use-websocket': {
    title: 'Move an app from react-use-websocket',
    description:
      'Move an app from react-use-websocket to react-websocket-node: the codemod, option by option, the trap of effects on the last message, and share. Use when code imports react-use-websocket.',
    sections: [
      migration('Moving here from react-use-websocket', ALONE),
      migration('The main trap: an effect on the last message'),
      migration('Option by option'),
      migration('The marks'),
      migration('Sharing by hand'),
    ],
  },
  'server-rendering': {
    title: 'Server rendering (SSR) and Next.js',
    description:
      'Use react-websocket-node where components are rendered on a server: Next.js App Router, server components, hydration. Use when a WebSocket component is in a server-rendered app.',
    sections: [server()],
  },
  'debug-with-the-inspector': {
    title: 'See what a WebSocket does, with the inspector',
    description:
      'Look at every WebSocket node of a page with the inspector of react-websocket-node, cause faults by hand, and record what happened without secrets. Use when a connection misbehaves or a fault has to be reproduced.',
    sections: [
      readme('Looking inside'),
      panel('What it shows'),
      inspector('Hands'),
      inspector('The recorder'),
      inspector('What is hidden'),
    ],
  },
  'without-react': {
    title: 'Without React: Node, workers, other frameworks',
    description:
      'Use react-websocket-node/core without React, in Node or any other runtime: createWebSocketNode, configure, dispose, the client ws. Use for scripts, servers, workers and other frameworks.',
    sections: [readme('Without React'), runtimes()],
  },
  'secure-a-connection': {
    title: 'Secure a WebSocket connection',
    description:
      'Protect a WebSocket app with react-websocket-node: origins and cross-site hijacking, tokens, wss by default, limits, secrets in texts. Use when reviewing the security of code that opens or serves WebSockets.',
    sections: [security()],
  },
  'use-with-state-libraries': {
    title: 'Write WebSocket messages into TanStack Query, Redux Toolkit or zustand',
    description:
      'Feed a store from a WebSocket with react-websocket-node: zustand, Redux Toolkit, TanStack Query. Use when messages have to get into a store or a query cache.',
    sections: [stateLibraries()],
  },
  'react-native': {
    title: 'React Native',
    description:
      'Use react-websocket-node in a React Native app: the app in the background, what is different, tests under its Jest preset. Use when a WebSocket is opened in React Native or Expo.',
    sections: [reactNative()],
  },
}

/** Pages of figures and lists: for who looks for them. */
const OPTIONAL = /^(benchmark|engines-cost|platforms|concurrency|figures|comparison)/

/** What is made, by path. */
const made = new Map(
  await Promise.all([
    ...Object.entries(TASKS).map(async ([name, task]) => {
      const path = `skills/${name}/SKILL.md`
      return /** @type {const} */ ([path, await pretty(skill(name, task), path)])
    }),
    pretty(overview(), 'llms.md').then((text) => /** @type {const} */ (['llms.txt', text])),
  ]),
)

const stale = [...made]
  .filter(([path, text]) => !existsSync(join(root, path)) || read(path) !== text)
  .map(([path]) => path)
const surplus = existsSync(join(root, 'skills'))
  ? readdirSync(join(root, 'skills')).filter((name) => !(name in TASKS))
  : []

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...surplus.map((name) => `skills/${name}`)]) {
    console.error(`${path} is not what the docs make of it: npm run skills`)
    process.exitCode = 1
  }
} else {
  for (const name of surplus) rmSync(join(root, 'skills', name), { recursive: true })
  for (const [path, text] of made) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  console.log(`${made.size} files, of which ${stale.length} were another text before`)
}

/**
 * @param {string} name
 * @param {(typeof TASKS)[string]} task
 */
function skill(name, { title, description, sections }) {
  const bodies = sections.map((section) => bodyOf(section, `skills/${name}/SKILL.md`))
  const pages = [...new Set(sections.map(({ page }) => page))]
  return `---
name: ${name}
description: ${JSON.stringify(description)}
---

# ${title}

${bodies.join('\n\n')}

## More

${pages.map((page) => `- [${titleOf(page)}](../../${page})`).join('\n')}
`
}

/** The page by which an agent finds the others: https://llmstxt.org has the form. */
function overview() {
  const pages = readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`)
  const line = (/** @type {string} */ page) => `- [${titleOf(page)}](${page})`
  const isOptional = (/** @type {string} */ page) => OPTIONAL.test(page.slice('docs/'.length))
  return `# react-websocket-node

> ${JSON.parse(read('package.json')).description}

Entries: \`react-websocket-node\` (React 18 or later), \`react-websocket-node/core\` (no React, no dependency),
\`react-websocket-node/inspector\`. Types are in the package; durations are in seconds; there are named exports only.

## Skills

${Object.entries(TASKS)
  .map(([name, { title, description }]) => `- [${title}](skills/${name}/SKILL.md): ${description}`)
  .join('\n')}

## Docs

- [README: every option, signal, hook and error](README.md)
${pages
  .filter((page) => !isOptional(page))
  .map(line)
  .join('\n')}

## Optional

${pages.filter(isOptional).map(line).join('\n')}
- [What changed](CHANGELOG.md)
`
}

/**
 * A section as part of another page: its heading is of the second level there, and its links lead to the same places.
 *
 * @param {Section} section
 * @param {string} target the page that it becomes a part of
 */
function bodyOf({ page, heading, isAlone = false }, target) {
  const lines = read(page).split('\n')
  const headings = headingsOf(lines)
  const start = heading === undefined ? 0 : headings.findIndex(({ text }) => text === heading)
  const own = headings[start]
  if (!own) throw new Error(`${page} has no section "${heading ?? 'of the first level'}", of which ${target} is made`)
  const next = headings.slice(start + 1).find(({ level }) => isAlone || level <= own.level)
  // The title of a whole page is that of the skill.
  const isPage = heading === undefined
  const levels = new Map(headings.map(({ line, level }) => [line, isPage ? level : Math.max(2, level - own.level + 2)]))
  let isCode = false
  return lines
    .slice(own.line, next?.line)
    .map((line, index) => {
      if (isPage && index === 0) return ''
      if (line.startsWith('```')) {
        isCode = !isCode
        // Which file the code comes from matters to the docs' tests alone.
        return line.replace(/^(```\w+) .*$/, '$1')
      }
      if (isCode) return line
      const level = levels.get(own.line + index)
      return level ? line.replace(/^#+/, '#'.repeat(level)) : withLinks(line, page, target)
    })
    .filter((line) => !/^(<!--.*-->|!\[.*\)|<a id=.*<\/a>)$/.test(line))
    .join('\n')
    .trim()
}

/**
 * @param {string} line
 * @param {string} page where it stands
 * @param {string} target where it is to stand
 */
function withLinks(line, page, target) {
  return line.replace(/\]\((?![a-z]+:)([^)#\s]*)(#[^)\s]*)?\)/g, (_, path, anchor = '') => {
    const file = path === '' ? page : posix.join(posix.dirname(page), path)
    return `](${posix.relative(posix.dirname(target), file)}${anchor})`
  })
}

/** @param {string[]} lines */
function headingsOf(lines) {
  let isCode = false
  return lines.flatMap((text, line) => {
    if (text.startsWith('```')) isCode = !isCode
    const [, marks, words] = (!isCode && /^(#+) (.*)$/.exec(text)) || []
    return marks && words ? [{ line, level: marks.length, text: words }] : []
  })
}

/** @param {string} page */
function titleOf(page) {
  const [first] = headingsOf(read(page).split('\n'))
  if (!first) throw new Error(`${page} has no heading`)
  return first.text
}

/** @param {string} path */
function read(path) {
  if (!existsSync(join(root, path))) throw new Error(`there is no ${path}, of which skills are made`)
  return readFileSync(join(root, path), 'utf8')
}

/**
 * @param {string} text
 * @param {string} path
 */
async function pretty(text, path) {
  const filepath = join(root, path)
  return format(text, { ...(await resolveConfig(filepath)), filepath, parser: 'markdown' })
}
