/**
 * Storybook: the front door of the project, with a live WebSocket server on its own port.
 */
import type { StorybookConfig } from '@storybook/react-vite'
import { liveServer } from './live-server/plugin.js'

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: (vite) => ({ ...vite, plugins: [...(vite.plugins ?? []), liveServer()] }),
}

export default config
