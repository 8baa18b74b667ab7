/**
 * Markdown as the pages show it: with Storybook's code and links, and with tables that scroll.
 */
import { AnchorMdx, CodeOrSourceMdx, HeadersMdx, Markdown } from '@storybook/addon-docs/blocks'
import { Table } from './Scrolling.js'

/** Storybook’s own overrides are lost as soon as there are others. */
export const OPTIONS = { overrides: { ...HeadersMdx, a: AnchorMdx, code: CodeOrSourceMdx, table: Table } }

export function Words({ children }: { children: string }) {
  return <Markdown options={OPTIONS}>{children}</Markdown>
}
