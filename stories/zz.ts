import { within, expect as e2 } from 'storybook/test'
type Scope = ReturnType<typeof within>
const x: Scope = 1 as never
const y: number = x.getByRole
const z: number = within
const w: string = e2
export { x, y, z, w }
