/**
 * The README's test of its first example, as it stands there: it is one of this file.
 */
import '../../docs/code/readme-test.js'

beforeEach(() => void jest.spyOn(console, 'log').mockImplementation(() => {}))
afterEach(() => jest.restoreAllMocks())
