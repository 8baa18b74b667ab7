'use client'
/**
 * What is known of the selected item, and a node's properties as Godot's inspector has them.
 */
import { useCallback, type ReactNode } from 'react'
import type { Inspection, Item, NodeItem, Property, TopicItem } from '../model.js'
import { readersOf, statusOf } from './Nodes.js'
import { clockTime } from './show.js'
import { useInspected } from './snapshots.js'

const FROM: Record<Property['from'], string> = { own: 'own', provider: 'from a provider', default: 'default' }

export function TreeView(props: {
  readonly inspection: Inspection
  readonly items: readonly Item[]
  readonly item: Item | undefined
}) {
  const { inspection, items, item } = props
  const id = item?.id ?? ''
  const properties = useInspected(
    inspection,
    useCallback((from: Inspection) => from.properties(id), [id]),
    250,
  )
  if (!item) return <p className="soft">Whatever mounts a WebSocket is listed under Nodes.</p>
  return (
    <div className="col">
      <h3 className="break">{item.label}</h3>
      <dl className="facts">{item.kind === 'node' ? nodeFacts(inspection, items, item) : otherFacts(items, item)}</dl>
      {item.kind === 'node' && <Properties of={properties} />}
    </div>
  )
}

function fact(name: string, value: ReactNode) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function nodeFacts(inspection: Inspection, items: readonly Item[], node: NodeItem) {
  const topics = items.filter((item): item is TopicItem => item.kind === 'topic' && item.parent === node.id)
  return (
    <>
      {fact('Address', node.url || 'not known yet')}
      {fact(
        'State',
        <span
          className={`s-${node.state.status}`}
        >{`${node.state.status} since ${clockTime(inspection.origin, node.since)}`}</span>,
      )}
      {fact('Mode', node.binding === 'core' ? 'made by createWebSocketNode' : node.mode)}
      {fact('Ready', node.isReady ? 'yes' : 'no')}
      {node.isLingering && fact('Lingers', 'the connection outlives the unmount')}
      {node.isHeld && fact('Held', 'a hand holds, delays or drops something of it')}
      {node.waitsFor.length > 0 && fact('Waits for', node.waitsFor.map(({ text }) => text).join(' '))}
      {topics.length > 0 &&
        fact(
          'Topics',
          topics.map(({ label, status, readers }) => `${label}: ${status}, ${readersOf(readers)}`).join('; '),
        )}
    </>
  )
}

function otherFacts(items: readonly Item[], item: Item) {
  return (
    <>
      {fact(item.kind === 'topic' ? 'Status' : 'Provider', statusOf(item))}
      {item.kind === 'topic' && fact('Readers', item.readers)}
      {fact(
        'Below',
        items
          .filter(({ parent }) => parent === item.id)
          .map(({ label }) => label)
          .join(', ') || 'nothing',
      )}
    </>
  )
}

function Properties({ of }: { readonly of: readonly Property[] }) {
  const groups = [...new Set(of.map(({ group }) => group))]
  return (
    <section aria-label="Properties">
      <table>
        <thead>
          <tr>
            <th scope="col">Property</th>
            <th scope="col">Value</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={3}>
                <h4>{group}</h4>
              </th>
            </tr>
            {of
              .filter((property) => property.group === group)
              .map(({ name, text, from }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="mono break">{text}</td>
                  <td className={from === 'default' ? 'soft' : undefined}>{FROM[from]}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}
