/**
 * A page with the scene editor alone, outside of Storybook.
 */
import { createRoot } from 'react-dom/client'
import { findServer } from '../../../../.storybook/live-server/which-server'
import '../../../../stories/scene/scene.css'
import { SceneEditor } from '../../../../stories/scene/SceneEditor'
import { Stage } from '../../../../stories/ui/Stage'

void findServer().then(() => {
  createRoot(document.getElementById('root')!).render(
    <Stage>
      <SceneEditor />
    </Stage>,
  )
})
