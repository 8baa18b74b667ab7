// Prints the Debian packages of the browsers that this machine does not have, in one line; nothing if it has them all.
import { findChromium } from './find-chromium.mjs'
import { hasEngine, PACKAGES } from './find-engines.mjs'

const browsers = [
  ...(findChromium() ? [] : ['chromium']),
  ...(hasEngine('firefox') ? [] : [PACKAGES.firefox]),
  ...(hasEngine('webkit') ? [] : [PACKAGES.webkit]),
]
console.log((browsers.length > 0 ? [...browsers, 'fonts-dejavu-core'] : []).join(' '))
