/**
 * A release, as far as it can be tried without publishing: what would be published, its licences, the next version and its
 * changelog, and known vulnerabilities.
 */
import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findingsOf, judge } from '../../scripts/known-vulnerabilities.mjs'
import { VERSION } from '../../src/core/shared.js'
import { ROOT, runNode, runNpm } from './support/run.js'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly files: readonly string[]
}

const read = (...path: string[]) => readFile(join(ROOT, ...path), 'utf8')
const manifestOf = async (...folder: string[]) => JSON.parse(await read(...folder, 'package.json')) as Manifest
const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' })

describe('npm publish --dry-run', () => {
  let published: string[]
  let output: string

  beforeAll(async () => {
    output = await runNpm(ROOT, 'publish', '--dry-run', '--offline', '--ignore-scripts', '--json', '--loglevel=warn')
    interface Report {
      readonly files: readonly { readonly path: string }[]
    }
    const report = JSON.parse(/^\{[^]*^\}/m.exec(output)![0]) as Report & Record<string, Report>
    const { name } = await manifestOf()
    // Since npm 11 a report has the package's name.
    published = (report[name] ?? report).files.map(({ path }) => path)
  })

  it('corrects nothing of package.json', () => {
    expect(output).not.toMatch(/auto-corrected|errors corrected/)
  })

  it('takes every committed file that package.json names, and no other file that lies around', async () => {
    const { files } = await manifestOf()
    const named = files.filter((entry) => entry !== 'dist').flatMap((entry) => [entry, `${entry}/**`])
    const committed = git(ROOT, 'ls-files', '--', ...named.map((entry) => `:(glob)${entry}`))
      .split('\n')
      .filter(Boolean)
    const expected = [...committed, 'package.json'].sort()
    expect(published.filter((path) => !path.startsWith('dist/')).sort()).toEqual(expected)
  })

  it('takes no test, no story, no configuration, no key and no log', () => {
    const others =
      /(^|\/)(__tests__|stories|bench|scripts|examples|platforms|node_modules|\.[^/]+)\/|\.(test|stories|config)\.|\.(pem|key|log|tgz|env)$/
    expect(published.filter((path) => others.test(path))).toEqual([])
  })

  it('takes nothing that names a folder of the machine that built it', async () => {
    const texts = published.filter((path) => !path.endsWith('.png'))
    const naming: string[] = []
    for (const path of texts) {
      const text = await read(path)
      if ([ROOT, homedir()].some((folder) => folder.length > 1 && text.includes(`${folder}/`))) naming.push(path)
    }
    expect(naming).toEqual([])
  })
})

describe('licences', () => {
  it('MIT is what package.json says, and what the file is', async () => {
    expect((await manifestOf()).license).toBe('MIT')
    expect(await read('LICENSE')).toMatch(/^MIT License\n/)
  })

  it('what the codemod has inside may be passed on, with its licence in the file', async () => {
    const program = await read('dist', 'codemod.cjs')
    const notice = program.slice(program.lastIndexOf('/*! What is bundled here'))
    const names = [...notice.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+) \d+\.\d+\.\d+$/gm)].map(([, name]) => name!)
    expect(names).toEqual(expect.arrayContaining(['@babel/parser', '@babel/traverse']))
    const licences = await Promise.all(
      names.map(async (name) => [name, (await manifestOf('node_modules', name)).license]),
    )
    const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']
    expect(licences.filter(([, licence]) => !allowed.includes(licence!))).toEqual([])
  })
})

describe('the next version', () => {
  it('the changelog has the present one', async () => {
    expect(await read('CHANGELOG.md')).toMatch(new RegExp(`^## ${VERSION.replaceAll('.', '\\.')}$`, 'm'))
  })

  it('is made of the changesets: package.json, the lockfile, the code and the changelog agree', async () => {
    const changesets = (await readdir(join(ROOT, '.changeset'))).filter((file) => file.endsWith('.md'))
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'react-websocket-node-release-')))
    try {
      for (const path of [
        '.changeset',
        'CHANGELOG.md',
        'package.json',
        'package-lock.json',
        '.prettierrc.json',
        'src/core/shared.ts',
        'scripts/version.mjs',
      ]) {
        await cp(join(ROOT, path), join(folder, path), { recursive: true })
      }
      await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
      git(folder, 'init', '-q', '-b', 'main')
      git(folder, 'add', '.changeset', 'package.json')
      git(folder, '-c', 'user.name=release', '-c', 'user.email=release@release.example', 'commit', '-qm', 'a release')

      const { code, output } = await runNode(folder, join('scripts', 'version.mjs'))
      expect([code, output]).toEqual([0, expect.stringContaining('The version is ')])
      const made = async (path: string) => readFile(join(folder, path), 'utf8')
      const { version } = JSON.parse(await made('package.json')) as Manifest
      if (changesets.length === 0) expect(version).toBe(VERSION)
      else expect(version).not.toBe(VERSION)
      expect(await made('CHANGELOG.md')).toMatch(
        new RegExp(`^# react-websocket-node\n\n## ${version.replaceAll('.', '\\.')}\n`),
      )
      expect(await made('CHANGELOG.md')).toContain('\n## 0.1.0\n')
      expect(await made('src/core/shared.ts')).toContain(`export const VERSION = '${version}'`)
      const lock = JSON.parse(await made('package-lock.json')) as Manifest & { packages: Record<string, Manifest> }
      expect([lock.version, lock.packages['']!.version]).toEqual([version, version])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('known vulnerabilities', () => {
  const SHIPPED = ['@babel/parser', '@babel/traverse']
  const finding = (name: string) => ({
    name,
    severity: 'high',
    via: [{ title: 'Reads too far', url: 'https://advisories.example/1' }, 'another'],
  })
  const answer = (...names: string[]) =>
    JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: Object.fromEntries(names.map((name) => [name, finding(name)])),
    })
  const judged = (output: string, isAnswerRequired = false) =>
    judge(findingsOf(output, SHIPPED), SHIPPED, { isAnswerRequired })

  it('none is a success', () => {
    expect(judged(answer())).toEqual({
      hasFailed: false,
      lines: [
        'shipped, 2 packages inside of the codemod: 0 with known vulnerabilities',
        'not shipped, for development: 0 with known vulnerabilities',
      ],
    })
  })

  it('one in what is not shipped is reported', () => {
    const { hasFailed, lines } = judged(answer('ws'))
    expect(hasFailed).toBe(false)
    expect(lines).toContain('  ws (high): Reads too far https://advisories.example/1; by way of another')
  })

  it('one in what is shipped is a failure', () => {
    const { hasFailed, lines } = judged(answer('ws', '@babel/parser'))
    expect(hasFailed).toBe(true)
    expect(lines[0]).toBe('shipped, 2 packages inside of the codemod: 1 with known vulnerabilities')
    expect(lines[1]).toMatch(/^ {2}@babel\/parser \(high\)/)
  })

  it.each(['', 'not JSON', '{"message":"405 Method Not Allowed"}'])(
    'no answer (%j) is said, and is a failure where one is required',
    (output) => {
      expect(judged(output)).toEqual({ hasFailed: false, lines: ['not checked: the registry gave no answer'] })
      expect(judged(output, true).hasFailed).toBe(true)
    },
  )

  it('the registry is asked about what the codemod has inside', async () => {
    const { code, output } = await runNode(ROOT, join('scripts', 'audit.mjs'))
    console.log(output.trim())
    expect(output).toMatch(/^(not checked: the registry gave no answer|shipped, \d+ packages inside .*: 0 with known)/)
    expect(code).toBe(0)
  })
})
