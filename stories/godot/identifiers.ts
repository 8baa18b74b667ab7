/**
 * Names of nodes and methods as identifiers of the code, each once.
 */

/** Words that the language or the code around has taken. */
const TAKEN =
  'arguments await async break case catch class const continue debugger default delete do else enum eval export extends ' +
  'false finally for function if implements import in instanceof interface let new null package private protected public ' +
  'return static super switch this throw true try typeof undefined var void while with yield NaN Infinity ' +
  'backoff bytes ping methods node code reason url data Fragment JSON ReadySource SocketRef TextEncoder Uint8Array ' +
  'WebSocketNode WebSocketNodeHandle WebSocketProvider queueMicrotask useEffect useReadyRef useRef'

/** Gives each name an identifier that no other has. */
export interface Namer {
  /** `_on_closed` and `2nd socket` become `onClosed` and `node2ndSocket`. */
  variable(name: string): string
  /** The same, with a capital. */
  component(name: string): string
}

export function createNamer(): Namer {
  const taken = new Set(TAKEN.split(' '))
  const claim = (name: string) => {
    let free = name
    for (let count = 2; taken.has(free); count++) free = `${name}${count}`
    taken.add(free)
    return free
  }
  return {
    variable(name) {
      const words = wordsOf(name)
      return claim(
        begin(words[0] === undefined ? 'node' : lower(words[0]) + words.slice(1).map(upper).join(''), 'node'),
      )
    },
    component(name) {
      const joined = wordsOf(name).map(upper).join('')
      return claim(/^\p{Lu}/u.test(joined) ? joined : `Scene${joined}`)
    },
  }
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{ID_Continue}]+|_+/u).filter(Boolean)
}

/** An identifier does not begin with a digit or a combining mark. */
function begin(name: string, prefix: string): string {
  return /^\p{ID_Start}/u.test(name) ? name : prefix + name
}

function lower(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

function upper(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
