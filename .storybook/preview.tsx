/**
 * What all stories have in common: the server they talk to, the theme, and the stage.
 */
import type { Preview } from '@storybook/react-vite'
import { Stage } from '../stories/ui/Stage.js'
import { findServer } from './live-server/which-server.js'
import { themeChoice, useDocumentTheme } from './theme.js'
import { ThemedDocs } from './ThemedDocs.js'

const preview: Preview = {
  // Every socket is made after this: the browser's own, or the simulated one.
  beforeAll: findServer,
  globalTypes: {
    theme: {
      description: 'Light or dark',
      toolbar: {
        title: 'Theme',
        icon: 'mirror',
        dynamicTitle: true,
        items: [
          { value: 'system', title: 'As the system', icon: 'browser' },
          { value: 'light', title: 'Light', icon: 'sun' },
          { value: 'dark', title: 'Dark', icon: 'moon' },
        ],
      },
    },
  },
  initialGlobals: { theme: 'system' },
  decorators: [
    function OnStage(Story, { globals }) {
      useDocumentTheme(themeChoice(globals['theme']))
      return (
        <Stage>
          <Story />
        </Stage>
      )
    },
  ],
  parameters: {
    layout: 'fullscreen',
    backgrounds: { disable: true },
    controls: { expanded: true, sort: 'none' },
    a11y: { test: 'error' },
    docs: { container: ThemedDocs },
    options: {
      storySort: {
        order: [
          'Playground',
          'Introduction',
          'Node life',
          'Packet by packet',
          'Login',
          'Destinations',
          'Autoconnect',
          'Receive limit',
          'Connection timeout',
          'Routing',
          'Formats',
          'Close codes and faults',
          'Stays connected',
          'Heartbeat',
          'Send queue',
          'Backpressure',
          'Linger',
          'Values',
          'Topics',
          'Requests',
          'Chat',
        ],
      },
    },
  },
  tags: ['autodocs'],
}

export default preview
