/**
 * The scenes as a module of Cloudflare's runtime, which runs them as its own test: `workerd test` ends when they are over.
 */
import { playScenes } from './scenes'
import type { SceneHosts } from './scene-servers'

declare const hosts: SceneHosts

export default {
  test: () => playScenes(hosts, (report) => console.log(JSON.stringify(report))),
}
