/**
 * A page with the playground alone, outside of Storybook.
 */
import { createRoot } from 'react-dom/client'
import { findServer } from '../../../../.storybook/live-server/which-server'
import { Playground } from '../../../../stories/playground/Playground'
import { Stage } from '../../../../stories/ui/Stage'

void findServer().then(() => {
  createRoot(document.getElementById('root')!).render(
    <Stage>
      <Playground />
    </Stage>,
  )
})
