/** @jest-environment node */
/**
 * The program as it is shipped: one file, run on a folder.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../support/readme.js'

const folder = mkdtempSync(join(tmpdir(), 'codemod-'))
const program = join(folder, 'codemod.cjs')
const FIXTURES = join(__dirname, 'fixtures')
let bundled: string[]

beforeAll(() => {
  const script = pathToFileURL(join(ROOT, 'scripts', 'bundle-codemod.mjs')).href
  const code = `import { bundleCodemod } from '${script}'; console.log(JSON.stringify(await bundleCodemod(process.argv[1])))`
  bundled = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code, program], { encoding: 'utf8' }),
  ) as string[]
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
function project(files: Readonly<Record<string, string | Buffer>>) {
  const cwd = join(folder, `project-${count++}`)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(cwd, path, '..'), { recursive: true })
    writeFileSync(join(cwd, path), content)
  }
  const codemod = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
    return { status, stdout, stderr }
  }
  return { cwd, codemod, read: (path: string) => readFileSync(join(cwd, path), 'utf8') }
}

const fixture = (name: string, file: 'before' | 'after') => readFileSync(join(FIXTURES, name, `${file}.tsx`), 'utf8')
const BROKEN = `import useWebSocket from 'react-use-websocket'\nconst = 1\n`

interface Report {
  version: number
  dryRun: boolean
  files: {
    path: string
    changed: boolean
    marks: { id: string; line: number; sentence: string }[]
    error?: string
    diff?: string
  }[]
  shared: { address: string; files: string[] }[]
}

it('writes a folder, and exits 0 where nothing is marked', () => {
  const { codemod, read } = project({
    'src/Chat.tsx': fixture('roomChat', 'before'),
    'src/deep/History.tsx': fixture('messageHistory', 'before'),
    'src/other.ts': 'export const   other = 1\n',
    'node_modules/x/index.js': fixture('restart', 'before'),
  })
  expect(codemod('codemod', 'src', '.')).toMatchObject({ status: 0, stdout: '' })
  expect(read('src/Chat.tsx')).toBe(fixture('roomChat', 'after'))
  expect(read('src/deep/History.tsx')).toBe(fixture('messageHistory', 'after'))
  expect(read('src/other.ts')).toBe('export const   other = 1\n')
  expect(read('node_modules/x/index.js')).toBe(fixture('restart', 'before'))
  const again = codemod('codemod', 'src', '--report=json')
  expect(again.status).toBe(0)
  expect(JSON.parse(again.stdout)).toMatchObject({ files: [], shared: [] })
})

it('exits 1 where something is marked, and reports it', () => {
  const { codemod, read } = project({ 'Badges.tsx': fixture('sharedBadges', 'before') })
  const { status, stdout } = codemod('codemod', 'Badges.tsx', '--report=json')
  expect(status).toBe(1)
  const report = JSON.parse(stdout) as Report
  expect(report).toMatchObject({
    version: 1,
    dryRun: false,
    files: [{ path: 'Badges.tsx', changed: true, marks: [{ id: 'share' }, { id: 'share' }] }],
    shared: [{ address: 'ws://127.0.0.1:9001/feed', files: ['Badges.tsx'] }],
  })
  for (const { line } of report.files[0]!.marks)
    expect(read('Badges.tsx').split('\n')[line - 1]).toContain('react-websocket-node-codemod(share)')
})

it('exits 2 where a file cannot be parsed or is no UTF-8: that one stays untouched, the others are written', () => {
  const latin = Buffer.concat([Buffer.from(`import 'react-use-websocket' // `), Buffer.from([0xe9, 0x0a])])
  const { codemod, read, cwd } = project({
    'a.tsx': BROKEN,
    'b.tsx': fixture('restart', 'before'),
    'c.tsx': latin,
  })
  const { status, stderr } = codemod('codemod', '.')
  expect(status).toBe(2)
  expect(stderr).toMatch(/a\.tsx: left untouched: .*2:6/)
  expect(stderr).toContain('c.tsx: left untouched: ')
  expect(read('a.tsx')).toBe(BROKEN)
  expect(readFileSync(join(cwd, 'c.tsx'))).toEqual(latin)
  expect(read('b.tsx')).toBe(fixture('restart', 'after'))
})

it('writes nothing with --dry-run, and prints a diff that git applies', () => {
  const { codemod, read, cwd } = project({
    'src/Chat.tsx': fixture('roomChat', 'before'),
    'src/Quiz.tsx': fixture('quiz', 'before'),
  })
  const { status, stdout } = codemod('codemod', 'src', '--dry-run')
  expect(status).toBe(0)
  expect(read('src/Chat.tsx')).toBe(fixture('roomChat', 'before'))
  writeFileSync(join(cwd, 'patch'), stdout)
  execFileSync('git', ['apply', 'patch'], { cwd, env: { ...process.env, GIT_CEILING_DIRECTORIES: folder } })
  expect(read('src/Chat.tsx')).toBe(fixture('roomChat', 'after'))
  expect(read('src/Quiz.tsx')).toBe(fixture('quiz', 'after'))
})

it.each([[['codemod']], [[]], [['codemods', '.']], [['codemod', '.', '--dry']], [['codemod', 'nowhere']]])(
  'exits 2 for %j, and says what is wrong',
  (args) => {
    const { codemod } = project({ 'a.ts': '' })
    const { status, stderr } = codemod(...args)
    expect(status).toBe(2)
    expect(stderr).toMatch(/got none|got codemods|--dry-run and|nowhere: left untouched/)
  },
)

it('keeps a byte order mark, and CRLF', () => {
  const source = `\ufeff${fixture('loginForm', 'before').replace(/\n/g, '\r\n')}`
  const { codemod, read } = project({ 'Login.tsx': source })
  expect(codemod('codemod', 'Login.tsx').status).toBe(0)
  expect(read('Login.tsx')).toBe(`\ufeff${fixture('loginForm', 'after').replace(/\n/g, '\r\n')}`)
})

it('has the licence of everything that is bundled, and the size that the guide states', () => {
  const text = readFileSync(program, 'utf8')
  const licences = text.slice(text.lastIndexOf('/*! What is bundled here'))
  expect(bundled).toEqual(expect.arrayContaining(['@babel/parser', '@babel/traverse']))
  for (const name of bundled) expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+$`, 'm'))
  expect(licences.match(/Permission is hereby granted|Permission to use, copy|Redistribution and use/g)!.length).toBe(
    bundled.length,
  )
  const [, megabytes] = /one file of ([\d.]+) MB/.exec(readFileSync(join(ROOT, 'docs', 'migration.md'), 'utf8'))!
  expect((statSync(program).size / 1e6).toFixed(1)).toBe(megabytes)
})

it('runs alone: nothing of the repository stands beside it', () => {
  const alone = join(folder, 'alone')
  mkdirSync(alone)
  cpSync(program, join(alone, 'codemod.cjs'))
  const { status, stdout } = spawnSync(process.execPath, [join(alone, 'codemod.cjs'), '--help'], { encoding: 'utf8' })
  expect([status, stdout.split('\n')[0]]).toEqual([
    0,
    'Usage: react-websocket-node codemod <files or folders> [--dry-run] [--report=json]',
  ])
})

it('prints the version of the package with --version', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  for (const option of ['--version', '-v'])
    expect(project({ 'a.ts': '' }).codemod(option)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
})

it.each([
  [[], 'The one command is codemod; got none.'],
  [['convert', 'src'], 'The one command is codemod; got convert.'],
  [['codemod'], 'The codemod takes files or folders; got none.'],
  [['codemod', 'src', '--report=xml'], 'Unknown option --report=xml'],
])('a wrong command, %j, is answered by what is wrong and how it is used, and exits 2', (args, sentence) => {
  const { status, stdout, stderr } = project({ 'src/a.ts': '' }).codemod(...args)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(sentence)
  expect(stderr).toContain('Usage: react-websocket-node codemod')
})

it('takes paths with spaces and other scripts, from any folder', () => {
  const call = `import useWebSocket from 'react-use-websocket'\nexport function A() {\n  useWebSocket('wss://a.example')\n}\n`
  const { cwd, codemod, read } = project({ 'my app/größe 数.jsx': call, 'elsewhere/b.mts': call })
  expect(codemod('codemod', 'my app', join(cwd, 'elsewhere')).status).toBe(0)
  for (const path of ['my app/größe 数.jsx', 'elsewhere/b.mts']) expect(read(path)).toContain('useWebSocketNode(')
})
