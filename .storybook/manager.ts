/**
 * Storybook's own frame: the project's name, in the look that the toolbar has chosen for the stories.
 */
import { addons, type API } from 'storybook/manager-api'
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events'
import { looks } from './looks.js'

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)')

interface GlobalsEvent {
  readonly globals: { readonly theme?: unknown }
}

/** `theme` is the toolbar's value; all but light and dark is as the system has it. */
function lookOf(theme: unknown): typeof looks.light {
  const isDark = theme === 'dark' || (theme !== 'light' && darkQuery.matches)
  return isDark ? looks.dark : looks.light
}

// A low panel leaves a story of 1280 × 800 in sight.
addons.setConfig({ theme: lookOf(undefined), bottomPanelHeight: 220 })

addons.register('react-websocket-node/look', (api: API) => {
  let theme: unknown
  const turn = () => api.setOptions({ theme: lookOf(theme) })
  const follow = ({ globals }: GlobalsEvent) => {
    theme = globals.theme
    turn()
  }
  api.on(SET_GLOBALS, follow)
  api.on(GLOBALS_UPDATED, follow)
  darkQuery.addEventListener('change', turn)
})
