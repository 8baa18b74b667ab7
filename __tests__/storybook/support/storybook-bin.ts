/**
 * How Storybook's command is run: without telemetry, and without asking the registry for updates.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const projectRoot = join(__dirname, '../../..')

const manifest = require.resolve('storybook/package.json')

export const storybookBin = join(dirname(manifest), (JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string }).bin)

export const storybookEnv: NodeJS.ProcessEnv = {
  ...process.env,
  NODE_ENV: undefined,
  STORYBOOK_DISABLE_TELEMETRY: '1',
  CI: 'true',
}
