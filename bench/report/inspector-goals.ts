/**
 * What this package sets out to reach with its inspector.
 */
import { findRow, type Results } from '../results'
import { goal, type Goal } from './goals'

/** Those goals that the run has the figures for. */
export function inspectorGoalsOf(results: Results): Goal[] {
  const perMessage = (contestant: string) =>
    findRow(results, 'inspector/flood', contestant)?.figures['perMessage'] ?? NaN
  const key = (contestant: string) => findRow(results, 'inspector-keys/10k', contestant)?.figures['keyP99'] ?? NaN
  const toAbsent = (contestant: string) => perMessage(contestant) / perMessage('ours')
  const goals = [
    goal('Flood with the inspector closed: CPU to one without it', toAbsent('inspected-closed'), ['at most', 1.02]),
    goal('Flood while it is recorded: CPU to one that is not', toAbsent('inspected-recorded'), ['at most', 1.03]),
    goal('10,000 messages a second, Messages open: key p99', key('inspected-open'), ['at most', 50, 'ms'], 1),
  ]
  return goals.filter((one) => one !== undefined)
}
