/**
 * The guides in the order in which the site and Storybook list them. Every file of docs/*.md stands here; a test compares.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

interface Guide {
  /** The file in docs, without its extension. */
  readonly page: string
  readonly title: string
}

interface Group {
  readonly title: string
  readonly guides: readonly Guide[]
}

const guide = (page: string, title: string): Guide => ({ page, title })

/** All groups, with guides that may not be written yet. */
const GROUPS: readonly Group[] = [
  {
    title: 'Begin',
    guides: [
      guide('start', 'Start here'),
      guide('godot', 'Coming from Godot'),
      guide('migration', 'From another library'),
      guide('migration-others', 'From the other libraries'),
      guide('upgrading', 'Upgrading'),
      guide('comparison', 'Comparison'),
    ],
  },
  {
    title: 'Guides',
    guides: [
      guide('autoconnect', 'When a node connects'),
      guide('receiving', 'Receiving'),
      guide('staying-connected', 'Staying connected'),
      guide('authentication', 'Authentication'),
      guide('sharing', 'One connection, many components'),
      guide('topics-and-requests', 'Topics and requests'),
      guide('state-libraries', 'State libraries'),
      guide('testing', 'Testing'),
      guide('security', 'Security'),
      guide('troubleshooting', 'Troubleshooting'),
    ],
  },
  {
    title: 'Platforms',
    guides: [
      guide('server-rendering', 'Server rendering'),
      guide('react-native', 'React Native'),
      guide('runtimes', 'Node and other runtimes'),
      guide('platforms', 'Where it runs'),
      guide('lifecycle', 'Waking up and going away'),
    ],
  },
  {
    title: 'Tools',
    guides: [guide('inspector', 'Inspector'), guide('inspector-panel', "The inspector's panel")],
  },
  {
    title: 'Reference',
    guides: [guide('errors', 'Errors and warnings')],
  },
  {
    title: 'Figures',
    guides: [
      guide('performance', 'Performance'),
      guide('figures', 'Sizes, memory, costs'),
      guide('benchmark', 'Benchmark'),
      guide('benchmark-rows', 'Benchmark: rows'),
      guide('benchmark-nodes', 'Benchmark: nodes'),
      guide('benchmark-inspector', 'Benchmark: inspector'),
      guide('engines-cost', 'Cost in other engines'),
      guide('concurrency', 'Concurrent rendering'),
    ],
  },
]

/** The groups with the guides whose file is there. */
export const groups: readonly Group[] = GROUPS.map(({ title, guides }) => ({
  title,
  guides: guides.filter(({ page }) => existsSync(join(import.meta.dirname, '..', `${page}.md`))),
})).filter(({ guides }) => guides.length > 0)

/** The pages of the API reference: one for each entry of the package. */
export const API: readonly Guide[] = [
  guide('api/index', 'All entries'),
  guide('api/main', 'react-websocket-node'),
  guide('api/core', './core'),
  guide('api/inspector', './inspector'),
]
