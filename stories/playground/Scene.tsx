/**
 * The scene: the node, and all that a mode can wait for, each with a switch for whether it is ready.
 */
import { useId, type ReactNode, type Ref } from 'react'
import { useNodeState, type AnyFormat, type WebSocketNodeHandle } from '../../src/index.js'
import { StateBadge } from '../ui/StateBadge.js'
import type { Settings, Surrounding } from './settings.js'
import type { Change } from './useSettings.js'

interface SceneProps {
  settings: Settings
  change: Change
  node: WebSocketNodeHandle<AnyFormat>
  /** The node that the preset `opened(another node)` waits for, if it is there. */
  auth: WebSocketNodeHandle<AnyFormat> | null
}

/** As a picture of the tree; the nodes themselves are in `Surroundings`. */
export function SceneTree({ settings, change, node, auth }: SceneProps) {
  const mode = settings.autoconnectMode
  const waitsFor: Surrounding | undefined = (
    { 'root-ready': 'root', 'owner-ready': 'owner', 'parent-ready': 'parent', custom: 'reference' } as const
  )[String(mode)]
  const item = (name: Surrounding, tag: string, words: string, children?: ReactNode) => (
    <Item
      name={words}
      tag={tag}
      isAwaited={waitsFor === name}
      aside={<ReadySwitch of={words} checked={settings[name] === true} onChange={(ready) => change(name, ready)} />}
    >
      {children}
    </Item>
  )
  const hasReference = settings.autoconnectReference !== 'none'
  return (
    <ul className="play-tree" aria-label="The tree">
      {item(
        'root',
        'WebSocketProvider',
        'Root',
        item(
          'owner',
          'WebSocketProvider',
          'Owner',
          item(
            'parent',
            'WebSocketNode',
            'Parent',
            <>
              {hasReference && item('reference', auth ? 'WebSocketNode' : 'section', 'Reference')}
              <Item
                name={settings.name === '' ? 'The node' : String(settings.name)}
                tag="useWebSocketNode"
                aside={<LiveBadge node={node} />}
              />
            </>,
          ),
        ),
      )}
    </ul>
  )
}

function LiveBadge({ node }: { node: WebSocketNodeHandle<AnyFormat> }) {
  return <StateBadge state={useNodeState(node)} />
}

interface ItemProps {
  name: string
  tag: string
  isAwaited?: boolean
  aside: ReactNode
  children?: ReactNode
}

function Item({ name, tag, isAwaited = false, aside, children }: ItemProps) {
  return (
    <li>
      <div className="play-item" data-awaited={isAwaited}>
        <span>
          <b>{name}</b> <code>{tag}</code>
          {isAwaited && <small>waited for</small>}
        </span>
        {aside}
      </div>
      {children && <ul>{children}</ul>}
    </li>
  )
}

interface ReadySwitchProps {
  of: string
  checked: boolean
  onChange: (checked: boolean) => void
}

function ReadySwitch({ of, checked, onChange }: ReadySwitchProps) {
  const id = useId()
  return (
    <span className="switch">
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-label={`${of} is ready`}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id} aria-hidden="true">
        ready
      </label>
    </span>
  )
}

/** An element that the node may wait for. */
export function Reference({ at }: { at: Ref<HTMLElement> }) {
  return <span ref={at} hidden />
}
