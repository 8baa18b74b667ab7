/**
 * How a Chromium is found.
 */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, requireChromium } from '../../scripts/find-chromium.mjs'

const command = process.platform === 'win32' ? 'chromium.exe' : 'chromium'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'react-websocket-node-chromium-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function addProgram(name: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, '')
  await chmod(path, 0o755)
  return path
}

it('takes the one that CHROMIUM_PATH names, before any other', async () => {
  await addProgram(command)
  const named = await addProgram('mine')
  expect(findChromium({ CHROMIUM_PATH: named, PATH: folder })).toBe(named)
})

it('refuses a CHROMIUM_PATH that names no program', () => {
  const path = join(folder, 'nothing')
  expect(() => findChromium({ CHROMIUM_PATH: path })).toThrow(`CHROMIUM_PATH is ${path}, which is not a program`)
  expect(() => requireChromium({ CHROMIUM_PATH: folder })).toThrow('which is not a program')
})

it('looks into every folder of PATH, and takes programs only', async () => {
  const program = await addProgram(command)
  const first = join(folder, 'first')
  await mkdir(join(first, command), { recursive: true })
  const path = [first, folder].join(process.platform === 'win32' ? ';' : ':')
  expect(findChromium({ PATH: path })).toBe(program)
})
