/**
 * What every file of stories keeps to, as its source shows: see stories/support/plays.ts.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { codeFiles, playedStories } from './support/entries.js'
import { projectRoot } from './support/storybook-bin.js'

test.each(playedStories)('%s plays only when asked, says what to try, and has a strip', (_id, story) => {
  expect(story).toEqual({ play: 'plays', hasLine: true, hasStrip: true })
})

test('each page has its code in stories/code, and there is no other', () => {
  expect(readdirSync(join(projectRoot, 'stories', 'code')).sort()).toEqual([...codeFiles].sort())
})
