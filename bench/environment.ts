/**
 * Where a run took place, and of what.
 */
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem, type as systemType } from 'node:os'
import { join } from 'node:path'
import type { Results } from './results'

/** Tells the machine without naming it. */
export function machine(): Results['machine'] {
  const [cpu] = cpus()
  return {
    cpu: cpu?.model.trim() || process.arch,
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${systemType()} ${release().split('-')[0]}`,
  }
}

/** The versions of what took part, as installed. */
export function versions(root: string, browser: string, libraries: readonly string[]): Record<string, string> {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string }
  const versionOf = (library: string): string => {
    if (library === own.name) return own.version
    const manifest = readFileSync(join(root, 'node_modules', library, 'package.json'), 'utf8')
    return (JSON.parse(manifest) as { version: string }).version
  }
  const names = [...new Set(['react', ...libraries])]
  const [product = 'browser', version = ''] = browser.split('/')
  return {
    [product]: version,
    Node: process.versions.node,
    ...Object.fromEntries(names.map((library) => [library, versionOf(library)])),
  }
}
