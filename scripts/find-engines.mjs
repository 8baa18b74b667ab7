// Where this machine has the engines besides Chromium: Firefox, and WebKitGTK with its driver and a display for it.
import { findProgram } from './find-program.mjs'

/** @typedef {'firefox' | 'webkit'} OtherEngine */

/** What to install where one is missing, as Debian names it. */
export const PACKAGES = { firefox: 'firefox-esr', webkit: 'webkit2gtk-driver xvfb' }

/** @param {NodeJS.ProcessEnv} [env] */
export const findFirefox = (env) =>
  findProgram('FIREFOX_PATH', ['firefox-esr', 'firefox'], ['/usr/bin/firefox-esr'], env)

/** @param {NodeJS.ProcessEnv} [env] */
export const findWebKitDriver = (env) =>
  findProgram('WEBKIT_DRIVER_PATH', ['WebKitWebDriver'], ['/usr/bin/WebKitWebDriver'], env)

/** The X server without a screen, which WebKitGTK needs. @param {NodeJS.ProcessEnv} [env] */
export const findXvfb = (env) => findProgram('XVFB_PATH', ['Xvfb'], ['/usr/bin/Xvfb'], env)

/**
 * Whether the engine can be tested here.
 *
 * @param {OtherEngine} engine
 */
export function hasEngine(engine) {
  return engine === 'firefox' ? !!findFirefox() : !!findWebKitDriver() && !!findXvfb()
}

/**
 * In a sentence, why an engine is not tested, and what to do.
 *
 * @param {OtherEngine} engine
 */
export function missing(engine) {
  const names = { firefox: 'Firefox', webkit: 'WebKitGTK' }
  return `${names[engine]} is not installed, so nothing was tested in it: apt-get install ${PACKAGES[engine]}`
}
