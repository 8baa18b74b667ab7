/**
 * The two looks of Storybook's own parts, its frame and its pages, with the fonts of the stories.
 */
import { create } from 'storybook/theming'

const fonts = {
  fontBase: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
  fontCode: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
}

const brand = { brandTitle: 'react-websocket-node', brandTarget: '_self' }

export const looks = {
  light: create({ base: 'light', ...fonts, ...brand }),
  dark: create({ base: 'dark', ...fonts, ...brand }),
}
