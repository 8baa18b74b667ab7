/**
 * What all stories have in common: the server they talk to, the theme, and the stage.
 */
import type { Preview } from '@storybook/react-vite'
import { WebSocketInspector } from '../src/inspector/WebSocketInspector.js'
import { tapSockets } from '../stories/support/sent.js'
import '../stories/support/strip.js'
import { Stage } from '../stories/ui/Stage.js'
import { findServer } from './live-server/which-server.js'
import { themeChoice, useDocumentTheme } from './theme.js'
import { codeOf } from './code.js'
import { Page } from './docs/Page.js'
import { Table } from './docs/Scrolling.js'
import { ThemedDocs } from './docs/ThemedDocs.js'

const preview: Preview = {
  // Every socket is made after this: the browser's own, or the simulated one.
  beforeAll: async () => {
    await findServer()
    tapSockets()
  },
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
    function OnStage(Story, context) {
      const { globals, parameters, viewMode } = context
      const theme = themeChoice(globals['theme'])
      useDocumentTheme(theme)
      return (
        <>
          <Stage context={context}>
            <Story />
          </Stage>
          {/* A page of documentation has one for all its stories. */}
          {viewMode === 'story' && <WebSocketInspector theme={theme} {...parameters['inspector']} />}
        </>
      )
    },
  ],
  parameters: {
    layout: 'fullscreen',
    backgrounds: { disable: true },
    // Nobody who plays with a control means to write the repository's files.
    controls: { expanded: true, sort: 'none', disableSaveFromUI: true },
    a11y: { test: 'error' },
    docs: {
      container: ThemedDocs,
      page: Page,
      components: { table: Table },
      source: { type: 'code', transform: (_code: string, { title }: { title: string }) => codeOf(title) },
    },
    options: {
      storySort: {
        order: [
          'Playground',
          'Introduction',
          'Guides',
          'API',
          'Inspector',
          'Node life',
          'Packet by packet',
          'Login',
          'Destinations',
          'Autoconnect',
          'Scene tree',
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
          'Live rows',
          'Chat',
        ],
      },
    },
  },
  tags: ['autodocs'],
}

export default preview
