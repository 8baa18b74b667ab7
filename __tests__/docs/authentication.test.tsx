/**
 * What docs/authentication.md says about a denied login, a fresh token and another user, with a server of the test.
 */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { flushSync } from 'react-dom'
import { Account, Login } from '../../docs/code/authentication.js'
import { text, useWebSocketNode } from '../../src/index.js'
import { mockNetwork, pass, takeComplaints } from '../support/react/network.js'
import { describeInBothModes } from '../support/react/rendering.js'

const network = mockNetwork()
const ACCOUNT = 'wss://chat.example/account'
const WELCOME = '{"type":"welcome"}'
const ANN = { id: 'ann', token: 'a' }
const DENIED = '{"type":"denied"}'

describeInBothModes('after a denied login', () => {
  it('a fresh token of the same user is tried by connect(), and nothing else tries it', async () => {
    const server = network.serve(ACCOUNT)
    const { container, rerender } = render(<Login user={{ id: 'ann', token: 'old' }} />)
    await pass()
    server.send(DENIED)
    await pass()
    expect(container.textContent).toBe('rejected ')
    rerender(<Login user={{ id: 'ann', token: 'old' }} />)
    await pass(60_000)
    expect(server.handshakes).toBe(1)
    rerender(<Login user={{ id: 'ann', token: 'new' }} />)
    await pass()
    server.send(WELCOME)
    await pass()
    expect([container.textContent, server.messages]).toEqual(['open', [auth('old'), auth('new')]])
  })

  it('without that effect a fresh token changes nothing, and another user connects', async () => {
    const server = network.serve(ACCOUNT)
    const { container, rerender } = render(<Account user={{ id: 'ann', token: 'old' }} />)
    await pass()
    server.send(DENIED)
    await pass()
    rerender(<Account user={{ id: 'ann', token: 'new' }} />)
    await pass(60_000)
    expect([container.textContent, server.handshakes]).toEqual(['failed: Say hello', 1])
    rerender(<Account user={{ id: 'bob', token: 'b' }} />)
    await pass()
    server.send(WELCOME)
    await pass()
    expect([container.textContent, server.messages]).toEqual(['open: Say hello', [auth('old'), auth('b')]])
  })
})

describeInBothModes('after a denied login with the token in the query', () => {
  function InQuery({ token }: { token: string }) {
    const [state] = useWebSocketNode({
      url: `${ACCOUNT}?token=${token}`,
      destination: 'account',
      autoconnectMode: 'self-ready',
      format: text,
      authenticate: async ({ next }) => {
        if ((await next()) !== 'welcome') throw new Error('denied')
      },
    })
    return <p>{state.status}</p>
  }

  it('a fresh token connects by itself', async () => {
    const server = network.serve(ACCOUNT)
    const { container, rerender } = render(<InQuery token="old" />)
    await pass()
    server.send('denied')
    await pass()
    expect(container.textContent).toBe('failed')
    rerender(<InQuery token="new" />)
    await pass()
    server.send('welcome')
    await pass()
    expect([container.textContent, network.attempts]).toEqual([
      'open',
      [`${ACCOUNT}?token=old`, `${ACCOUNT}?token=new`],
    ])
  })
})

describeInBothModes('during the login', () => {
  it('what next() took is not emitted, and what came after it is', async () => {
    const server = network.serve(ACCOUNT)
    const { container } = render(<Account user={{ id: 'ann', token: 'a' }} />)
    await pass()
    server.send(WELCOME, '{"type":"said","text":"early"}')
    await pass()
    expect(container.textContent).toBe('open: earlySay hello')
  })

  it('send() queues before the first url, and refuses once the url has become null', async () => {
    const server = network.serve(ACCOUNT)
    const { rerender } = render(<Account user={null} />)
    fireEvent.click(screen.getByText('Say hello'))
    rerender(<Account user={{ id: 'ann', token: 'a' }} />)
    await pass()
    server.send(WELCOME)
    await pass()
    expect(server.messages).toEqual([auth('a'), '{"type":"say","text":"hello"}'])

    rerender(<Account user={null} />)
    await pass()
    fireEvent.click(screen.getByText('Say hello'))
    expect(takeComplaints()).toEqual([expect.stringContaining('send() answered false')])
    rerender(<Account user={{ id: 'ann', token: 'a' }} />)
    await pass()
    server.send(WELCOME)
    await pass()
    expect(server.messages).toEqual([auth('a'), '{"type":"say","text":"hello"}', auth('a')])
  })
})

describeInBothModes('another user', () => {
  /** What each commit showed, from the first one with another user on, and what was there after React's synchronous work. */
  async function showOther(key: string) {
    const server = network.serve(ACCOUNT)
    const commits: string[] = []
    const root = () => document.body.textContent
    const tree = (key: string, user: typeof ANN) => (
      <Profiler id="account" onRender={() => void commits.push(root())}>
        <Account key={key} user={user} />
      </Profiler>
    )
    const { rerender } = render(tree('ann', ANN))
    await pass()
    server.send(WELCOME, '{"type":"said","text":"secret"}')
    await pass()
    expect(root()).toContain('secret')
    commits.splice(0)
    let painted = ''
    act(() => {
      // A browser paints what is there when React has done all of its synchronous work.
      flushSync(() => rerender(tree(key, { id: 'bob', token: 'b' })))
      painted = root()
    })
    await pass()
    return { first: commits[0], painted }
  }

  it('is rendered once with the values of the one before, which are gone before they are painted', async () => {
    const { first, painted } = await showOther('ann')
    expect(first).toContain('secret')
    expect(painted).not.toContain('secret')
  })

  it('under another key is not rendered with them at all', async () => {
    const { first, painted } = await showOther('bob')
    expect([first, painted].join()).not.toContain('secret')
  })
})

const auth = (token: string) => `{"type":"auth","token":"${token}"}`
