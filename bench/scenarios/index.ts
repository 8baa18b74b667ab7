/**
 * All scenarios, in the order in which they are measured and told.
 */
import type { AnyScenario } from '../scenario'
import flood from './flood'
import inspector from './inspector'
import inspectorKeys from './inspector-keys'
import latency from './latency'
import memory from './memory'
import mounting from './mounting'
import nodes from './nodes'
import requests from './requests'
import routing from './routing'
import rows from './rows'
import strict from './strict'
import topics from './topics'

export const SCENARIOS: readonly AnyScenario[] = [
  ...[flood, latency, topics, mounting, strict],
  ...[rows, routing, memory, requests],
  ...[inspector, inspectorKeys],
  ...[nodes],
]
