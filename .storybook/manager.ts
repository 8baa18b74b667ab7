/**
 * Storybook's own frame: the project's name, in the system's light or dark.
 */
import { addons } from 'storybook/manager-api'
import { create } from 'storybook/theming'

const isDark = window.matchMedia('(prefers-color-scheme: dark)').matches

addons.setConfig({
  theme: create({ base: isDark ? 'dark' : 'light', brandTitle: 'react-websocket-node', brandTarget: '_self' }),
})
