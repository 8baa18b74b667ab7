/**
 * Storybook: the front door of the project, with a live WebSocket server on its own port.
 */
import type { StorybookConfig } from '@storybook/react-vite'
import { mergeConfig, type Rolldown } from 'vite'
import { writeGuides } from './guides.js'
import { liveServer } from './live-server/plugin.js'

// The guides have a page each, written before Storybook looks for its files.
writeGuides()

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', './guides/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // With highlights, the preview looks at the style of every element whenever a story changes its document.
  features: { sidebarOnboardingChecklist: false, highlight: false },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: (vite) => mergeConfig(vite, { plugins: [liveServer()], build: { rolldownOptions: { onwarn } } }),
}

/** `'use client'` means nothing in one bundle for browsers, and need not be preserved. */
function onwarn(warning: Rolldown.RolldownLog, show: (warning: Rolldown.RolldownLog) => void): void {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning)
}

export default config
