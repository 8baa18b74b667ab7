// `npm run build`: the bundles that a release of the app has, by Metro: dist/android.js and dist/ios.js. They are not
// minified, as in a release: Hermes compiles them to its bytecode.
import { mkdirSync } from 'node:fs'
import Metro from 'metro'

const config = await Metro.loadConfig({ config: 'metro.config.js', maxWorkers: 2 })
mkdirSync('dist', { recursive: true })
for (const platform of ['android', 'ios']) {
  await Metro.runBuild(config, { entry: 'index.js', platform, dev: false, minify: false, out: `dist/${platform}.js` })
  console.log(`dist/${platform}.js`)
}
