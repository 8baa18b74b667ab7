/**
 * The paths of the demonstration server, as it describes them itself.
 */
import { Table } from '../../.storybook/docs/Scrolling.js'
import { createBehaviours } from '../../.storybook/live-server/behaviours.js'

export function Paths() {
  return (
    <Table>
      <thead>
        <tr>
          <th>path</th>
          <th>what it does</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(createBehaviours()).map(([path, { summary, query }]) => (
          <tr key={path}>
            <td>
              <code>{path + (query ?? '')}</code>
            </td>
            <td>{summary}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
