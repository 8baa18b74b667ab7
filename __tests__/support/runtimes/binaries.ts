/**
 * The runtimes that `platforms/runtimes` pins. Their packages come without install scripts, so the programs are looked up
 * in the packages of this machine's kind.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const { arch, platform } = process

/** What the packages call this processor and this system, beside Node's names. */
const bunArch = arch === 'arm64' ? 'aarch64' : arch
const denoLibrary = platform === 'linux' ? '-glibc' : ''
const workerdArch = arch === 'x64' ? '64' : arch

const PATHS = {
  'Node 22': `node-22-${platform}-${arch}/bin/node`,
  'Node 24': `node-24-${platform}-${arch}/bin/node`,
  Bun: `@oven/bun-${platform}-${bunArch}/bin/bun`,
  Deno: `@deno/${platform}-${arch}${denoLibrary}/deno`,
  workerd: `@cloudflare/workerd-${platform}-${workerdArch}/bin/workerd`,
} as const

/** The program of a runtime. */
export function binary(runtime: keyof typeof PATHS): string {
  const path = join(__dirname, '../../../platforms/runtimes/node_modules', PATHS[runtime])
  if (!existsSync(path)) {
    throw new Error(`${runtime} is not there: node scripts/ensure-installed.mjs --platforms (it has ${PATHS[runtime]})`)
  }
  return path
}
