/**
 * A DOM for Node's own runner: the globals that React and Testing Library ask for.
 */
import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!doctype html><body></body>')
const { document, navigator } = window
// Later Nodes have a navigator of their own, which can't be assigned to.
Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true })
Object.assign(globalThis, { window, document, IS_REACT_ACT_ENVIRONMENT: true })
