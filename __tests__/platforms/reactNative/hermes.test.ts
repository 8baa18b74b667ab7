/**
 * Hermes, the engine of React Native: version 0.12 runs the core (React Native 0.72 has a somewhat later 0.12), and the
 * compilers of React Native 0.72 and 0.79 take the main entry.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import { ROOT } from '../../build/support/run'
import { bundle } from '../../support/reactNative/hermes/build'
import { MODULES } from '../../support/reactNative/runApp'

const run = promisify(execFile)
const SYSTEM = ({ linux: 'linux64-bin', darwin: 'osx-bin', win32: 'win64-bin' } as Record<string, string>)[
  process.platform
]!

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hermes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function write(name: string, code: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, code)
  return file
}

test('a node does in Hermes what it does in Node', async () => {
  const code = await bundle(join(ROOT, '__tests__', 'support', 'reactNative', 'hermes', 'scene.ts'))
  const hermes = join(MODULES, 'hermes-engine-cli', SYSTEM, 'hermes')
  const { stdout } = await run(hermes, ['-w', '-Xes6-promise', '-Xmicrotask-queue', await write('scene.js', code)])

  const lines: string[] = []
  await new Promise<void>((resolve) => {
    let pending = 0
    const setTimeout = (callback: () => void) => {
      pending++
      setImmediate(() => {
        callback()
        if (--pending === 0) resolve()
      })
    }
    runInNewContext(code, { print: (line: string) => void lines.push(line), setTimeout, TextDecoder, TextEncoder })
  })
  expect(stdout.trimEnd().split('\n')).toEqual(lines)
  expect(lines).toEqual(
    expect.arrayContaining([
      'server got wss://h/feed?token=abc v1',
      'authenticated {"hello":"é€😀"} false',
      'server got {"queued":"é"}',
      'received [{"b":"é€😀"}]',
      'receiveFailed invalid-message 3',
      'connectFailed refused no route to host',
      'closed 1006 Heartbeat timeout',
      'closed 4000 é',
      'stopped',
    ]),
  )
})

describe('the main entry', () => {
  let file: string
  beforeAll(async () => {
    file = await write('entry.js', await bundle(join(ROOT, 'dist', 'esm', 'index.js')))
  })

  test.each(['0.72', '0.79'])('compiles for React Native %s', async (version) => {
    const compiler = join(MODULES, `react-native-${version}`, 'sdks', 'hermesc', SYSTEM, 'hermesc')
    await run(compiler, ['-emit-binary', '-O', '-w', '-out', join(folder, 'entry.hbc'), file])
  })
})
