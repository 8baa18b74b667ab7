// `npm run audit`: known vulnerabilities, as the registry answers. It fails for what is shipped, which is what the codemod's
// file has inside, since the package itself has no dependency; the rest is reported. A registry that gives no answer is a
// failure with --required only, as in the workflow of a release.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundledPackages } from './bundle-codemod.mjs'
import { findingsOf, judge } from './known-vulnerabilities.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const shipped = await bundledPackages()
// npm's exit code says whether there are any, or whether it failed; its answer says more.
const { stdout } = spawnSync('npm', ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=30000'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  shell: process.platform === 'win32',
})
const { lines, hasFailed } = judge(findingsOf(stdout ?? '', shipped), shipped, {
  isAnswerRequired: process.argv.includes('--required'),
})
for (const line of lines) console.log(line)
if (hasFailed) process.exitCode = 1
