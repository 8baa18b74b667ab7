// Where a program is on this machine: what an environment variable names, else one in PATH or in one of the usual folders.
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {string} variable the environment variable that may name it
 * @param {readonly string[]} commands its names
 * @param {readonly string[]} [places] whole paths where it may be, too
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} undefined where there is none
 * @throws Error when the variable names no program
 */
export function findProgram(variable, commands, places = [], env = process.env) {
  const named = env[variable]
  if (named) {
    if (isProgram(named)) return named
    throw new Error(`${variable} is ${named}, which is not a program that can be run.`)
  }
  return [...inPath(commands, env), ...places].find(isProgram)
}

/**
 * @param {readonly string[]} commands
 * @param {NodeJS.ProcessEnv} env
 */
function inPath(commands, env) {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  return commands.flatMap((command) => folders.map((folder) => join(folder, command + suffix)))
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
