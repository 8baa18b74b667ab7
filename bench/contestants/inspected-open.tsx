/**
 * This package, with the inspector open at the messages.
 */
import { useEffect } from 'react'
import { WebSocketInspector } from 'react-websocket-node/inspector/production'
import type { Contestant, CounterProps } from '../contestant'
import { OursCounter } from './ours'

function Inspected(props: CounterProps) {
  useEffect(() => {
    const find = () => {
      const hosts = [...document.body.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
      const tabs = hosts.flatMap((root) => [...root.querySelectorAll<HTMLElement>('[role=tab]')])
      const tab = tabs.find(({ textContent }) => textContent === 'Messages')
      if (tab) tab.click()
      else frame = requestAnimationFrame(find)
    }
    let frame = requestAnimationFrame(find)
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <>
      <OursCounter {...props} />
      <WebSocketInspector defaultOpen />
    </>
  )
}

const open: Contestant = { label: 'react-websocket-node, its messages open', kind: 'ours', Inspected }

export default open
