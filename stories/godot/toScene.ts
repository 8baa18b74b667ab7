/**
 * From a model back to a scene file.
 */
import type { SceneModel } from './types.js'

/** The scene file: byte for byte as it was read, but for what was edited. */
export function toScene({ text }: SceneModel): string {
  return text
}
