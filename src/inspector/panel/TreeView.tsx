'use client'
/**
 * What is known of the selected item, and a node's properties as Godot's inspector has them.
 */
import { Fragment, useCallback } from 'react'
import type { Inspection, Item, Property } from '../model.js'
import { statusOf } from './Nodes.js'
import { Head } from './parts.js'
import { clockTime } from './show.js'
import { useInspected } from './snapshots.js'

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
  if (!item) return null
  const facts = [
    ...factsOf(item, inspection.origin),
    ['Below', items.filter(({ parent }) => parent === id).map(wordsOf)],
  ]
  return (
    <div className="col">
      <strong>{item.label}</strong>
      <dl className="facts">
        {facts.map(([name, value]) => {
          const text = typeof value === 'object' ? value.join(', ') : value
          return (
            text && (
              <Fragment key={name as string}>
                <dt className="soft">{name}</dt>
                <dd>{text}</dd>
              </Fragment>
            )
          )
        })}
      </dl>
      {item.kind === 'node' && <Properties of={properties} />}
    </div>
  )
}

const wordsOf = (item: Item) => `${item.label} (${statusOf(item)})`

/** Names and values; what has no value is not shown. */
function factsOf(item: Item, origin: number): (string | string[])[][] {
  if (item.kind !== 'node') return [['Status', statusOf(item)]]
  return [
    ['Address', item.url],
    ['State', `${item.state.status} since ${clockTime(origin, item.since)}`],
    ['Waits for', item.waitsFor.map(({ text }) => text)],
    ['Mode', item.binding === 'core' ? 'none: made by createWebSocketNode' : item.mode],
    ['Ready', item.isReady ? 'yes' : 'no'],
    ['Lingers', item.isLingering ? 'yes' : ''],
  ]
}

function Properties({ of }: { readonly of: readonly Property[] }) {
  return (
    <section aria-label="Properties">
      <table>
        <Head of={['Property', 'Value', 'From']} />
        <tbody>
          {of.map(({ name, text, from, group }, index) => (
            <Fragment key={name}>
              {group !== of[index - 1]?.group && (
                <tr>
                  <th colSpan={3} className="group">
                    {group}
                  </th>
                </tr>
              )}
              <tr>
                <th scope="row">{name}</th>
                <td className="mono">{text}</td>
                <td>{from}</td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}
