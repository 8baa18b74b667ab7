// `npm run build`: the bundles that a release of the app has, by Metro: dist/android.js and dist/ios.js.
import Metro from 'metro'

const config = await Metro.loadConfig({ config: 'metro.config.js', maxWorkers: 2 })
for (const platform of ['android', 'ios']) {
  await Metro.runBuild(config, { entry: 'index.js', platform, dev: false, minify: true, out: `dist/${platform}.js` })
  console.log(`dist/${platform}.js`)
}
