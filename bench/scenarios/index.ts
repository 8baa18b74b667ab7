/**
 * All scenarios, in the order in which they are measured and told.
 */
import type { AnyScenario } from '../scenario'
import flood from './flood'
import latency from './latency'
import mounting from './mounting'
import strict from './strict'
import topics from './topics'

export const SCENARIOS: readonly AnyScenario[] = [flood, latency, topics, mounting, strict]
