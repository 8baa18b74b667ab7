/**
 * What a worker's script is told before it runs.
 */
import type { SceneHosts } from './scene-servers'

export interface WorkerStage {
  readonly hosts: SceneHosts
  readonly task: 'play' | 'stay with ping()' | 'stay without'
  /** Takes a report for each scene, and an empty one at the end. */
  readonly report: string
}
