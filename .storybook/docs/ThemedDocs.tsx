/**
 * The frame of documentation pages, in the theme that the toolbar chose.
 */
import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks'
import { useEffect, useState, type PropsWithChildren } from 'react'
import { GLOBALS_UPDATED } from 'storybook/internal/core-events'
import { WebSocketInspector } from '../../src/inspector/WebSocketInspector.js'
import { looks } from '../looks.js'
import { themeChoice, useDocumentTheme, useIsDark } from '../theme.js'

interface GlobalsEvent {
  readonly globals: { readonly theme?: unknown }
}

export function ThemedDocs({ context, children }: PropsWithChildren<DocsContainerProps>) {
  const [choice, setChoice] = useState(() => themeChoice(initialTheme()))
  useEffect(() => {
    const update = ({ globals }: GlobalsEvent) => setChoice(themeChoice(globals.theme))
    context.channel.on(GLOBALS_UPDATED, update)
    return () => context.channel.off(GLOBALS_UPDATED, update)
  }, [context])
  useDocumentTheme(choice)
  return (
    <DocsContainer context={context} theme={useIsDark(choice) ? looks.dark : looks.light}>
      {children}
      <WebSocketInspector theme={choice} />
    </DocsContainer>
  )
}

/** Storybook writes globals into the address as `globals=theme:dark`. */
function initialTheme(): string | undefined {
  const globals = new URLSearchParams(window.location.search).get('globals') ?? ''
  return /(?:^|;)theme:(\w+)/.exec(globals)?.[1]
}
