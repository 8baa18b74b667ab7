import { expect, test, type WebSocketRoute } from '@playwright/test'

const URL = 'wss://chat.example/room'

test('connects, and sends what is said', async ({ page }) => {
  const messages: (string | Buffer)[] = []
  await page.routeWebSocket(URL, (socket) => socket.onMessage((message) => void messages.push(message)))
  await page.goto('/')
  await expect(page.getByRole('status')).toHaveText('open')
  await page.getByRole('button').click()
  await expect.poll(() => messages).toEqual(['{"from":"me","text":"hello"}'])
})

test('shows what it receives', async ({ page }) => {
  await page.routeWebSocket(URL, (socket) => {
    socket.send('{"from":"Ann","text":"hi"}')
    socket.send('{"from":"Bob","text":"good morning"}')
  })
  await page.goto('/')
  await expect(page.getByRole('listitem')).toHaveText(['Ann: hi', 'Bob: good morning'])
})

test('tries again when it is refused', async ({ page }) => {
  await page.clock.install()
  let attempts = 0
  await page.routeWebSocket(URL, async (socket) => {
    attempts += 1
    if (attempts < 3) await socket.close({ code: 1006 }) // before the socket is open: a refused handshake
  })
  await page.goto('/')
  await page.clock.runFor(100)
  await expect(page.getByRole('status')).toHaveText('reconnecting')
  await page.clock.runFor(1_000) // the longest first delay of backoff()
  await expect.poll(() => attempts).toBe(2)
  await expect(page.getByRole('status')).toHaveText('reconnecting')
  await page.clock.runFor(2_000) // and the longest second one
  await expect(page.getByRole('status')).toHaveText('open')
  expect(attempts).toBe(3)
})

test('comes back after a cut', async ({ page }) => {
  await page.clock.install()
  const connections: WebSocketRoute[] = []
  await page.routeWebSocket(URL, (socket) => void connections.push(socket))
  await page.goto('/')
  await page.clock.runFor(100)
  await expect(page.getByRole('status')).toHaveText('open')
  await connections[0]!.close({ code: 1006 })
  await expect(page.getByRole('status')).toHaveText('reconnecting')
  await page.clock.runFor(1_000) // the longest first delay of backoff()
  await expect(page.getByRole('status')).toHaveText('open')
  expect(connections).toHaveLength(2)
})
