/**
 * @jest-environment node
 *
 * docs/server-rendering.md: on the server the page is idle and asks for no token. __tests__/platforms/bundlers/next.test.ts
 * has it in Next, and in a browser.
 */
import { createHmac } from 'node:crypto'
import { renderToString } from 'react-dom/server'
import Page from '../../docs/code/next/page.js'
import { Room } from '../../docs/code/next/Room.js'
import { freshToken } from '../../docs/code/next/token.js'

const html = (element: React.ReactElement) => renderToString(element).replaceAll('<!-- -->', '')

it('the page and the room are idle on the server', () => {
  expect(html(<Page />)).toBe('<p>idle: </p>')
  expect(html(<Room room="lobby" />)).toBe('<p>idle: </p>')
})

it('a token is signed with the secret, and good for a minute', async () => {
  process.env['SOCKET_SECRET'] = 'secret'
  const [expires, signature] = (await freshToken()).split('.')
  expect(signature).toBe(createHmac('sha256', 'secret').update(expires!).digest('base64url'))
  expect(Math.abs(Number(expires) - Date.now() - 60_000)).toBeLessThan(5_000)
})
