'use client'
/**
 * The button, the shortcut, and the panel in its place.
 */
import { useEffect, useRef, useState, type RefObject } from 'react'
import type { Inspection, LoadRecording } from '../model.js'
import { isShortcut } from './keys.js'
import type { Dock } from './memory.js'
import { Panel } from './Panel.js'
import { Radios } from './parts.js'
import { isHeldOf, useInspected } from './snapshots.js'
import { useDrag } from './useDrag.js'
import { usePlace } from './usePlace.js'

export type Theme = 'system' | 'light' | 'dark'

export interface ShellProps {
  readonly inspection: Inspection
  readonly load: LoadRecording
  readonly theme: Theme
  readonly hasHands: boolean
  readonly hasRecording: boolean
  /** Undefined inside of another tool, which has a place for it and opens it. */
  readonly dock: Dock | undefined
  readonly isOpenAtFirst: boolean
  readonly shortcut: string
}

const DOCKS = [
  ['bottom', 'Bottom'],
  ['right', 'Right'],
  ['floating', 'Floating'],
] as const

export function Shell(props: ShellProps) {
  return (
    <div className="root" data-theme={props.theme}>
      {props.dock === undefined ? (
        <section className="panel" data-dock="inline" aria-label="WebSocket inspector">
          <Panel {...props} takesFocus={false} />
        </section>
      ) : (
        <Docked {...props} dock={props.dock} />
      )}
    </div>
  )
}

function Docked(props: ShellProps & { readonly dock: Dock }) {
  const { inspection, shortcut, isOpenAtFirst } = props
  const [{ isOpen, takesFocus }, setOpen] = useState({ isOpen: isOpenAtFirst, takesFocus: false })
  const button = useRef<HTMLButtonElement>(null)
  // Where the keyboard was before the panel took it.
  const before = useRef<Element | null>(null)

  const isClosedByHand = useRef(false)
  useEffect(() => {
    if (isOpen || !isClosedByHand.current) return
    isClosedByHand.current = false
    const last = before.current
    if (last instanceof HTMLElement && last.isConnected && last !== document.body) last.focus()
    else button.current?.focus()
  }, [isOpen])

  useEffect(() => {
    if (!shortcut) return undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isShortcut(event, shortcut)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (isOpen) isClosedByHand.current = true
      else before.current = document.activeElement
      setOpen({ isOpen: !isOpen, takesFocus: !isOpen })
    }
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  }, [shortcut, isOpen])

  const open = () => {
    before.current = null
    setOpen({ isOpen: true, takesFocus: true })
  }
  const close = () => {
    isClosedByHand.current = true
    setOpen({ isOpen: false, takesFocus: false })
  }
  return isOpen ? (
    <Placed {...props} takesFocus={takesFocus} onClose={close} />
  ) : (
    <OpenButton button={button} inspection={inspection} onPress={open} />
  )
}

function OpenButton(props: {
  readonly button: RefObject<HTMLButtonElement | null>
  readonly inspection: Inspection
  readonly onPress: () => void
}) {
  const { button, inspection, onPress } = props
  const isHeld = useInspected(inspection, isHeldOf)
  return (
    <button
      ref={button}
      type="button"
      className="toggle"
      part="button"
      aria-label="Open WebSocket inspector"
      title={isHeld ? 'Hands hold something.' : undefined}
      onClick={onPress}
    >
      <svg
        width="18"
        height="18"
        viewBox="0 0 18 18"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        aria-hidden="true"
      >
        <path d="M2 6h13l-4-4M16 12H3l4 4" />
      </svg>
      {isHeld && <span className="dot" />}
    </button>
  )
}

function Placed(
  props: ShellProps & { readonly dock: Dock; readonly takesFocus: boolean; readonly onClose: () => void },
) {
  const place = usePlace(props.dock)
  const size = useDrag(place.resize)
  const move = useDrag(place.move)
  return (
    <section className="panel" data-dock={place.dock} aria-label="WebSocket inspector" style={place.style}>
      <button type="button" className="size" aria-label="Resize" {...size} />
      <Panel {...props}>
        {place.dock === 'floating' && (
          <button type="button" className="move" aria-label="Move" {...move}>
            ✥
          </button>
        )}
        <Radios label="Dock" value={place.dock} of={DOCKS} onChange={place.setDock} />
        <button type="button" aria-label="Close WebSocket inspector" onClick={props.onClose}>
          ✕
        </button>
      </Panel>
    </section>
  )
}
