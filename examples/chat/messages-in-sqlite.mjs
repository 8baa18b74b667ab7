// The messages in a SQLite file: by Node's own `node:sqlite` where there is one (Node 22.13 and later), else by sql.js,
// which is SQLite as WebAssembly: nothing is compiled or downloaded at the installation. sql.js has its database in
// memory, so that the whole file is written at each message; that is right for an example, and wrong for a busy server.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { HISTORY } from './messages.mjs'

/** @import { Messages } from './messages.mjs' */
/** @import { ChatMessage } from './protocol.js' */

const TABLE =
  'CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, room TEXT NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL)'
const ADD = 'INSERT INTO messages (room, sender, text, at) VALUES (?, ?, ?, ?) RETURNING id, sender AS "from", text, at'
const LAST = `SELECT id, sender AS "from", text, at FROM messages WHERE room = ? ORDER BY id DESC LIMIT ${HISTORY}`

/**
 * @param {string} file is made where there is none
 * @returns {Promise<Messages & { readonly by: 'node:sqlite' | 'sql.js' }>}
 */
export async function openMessages(file) {
  const hasOwn = process.getBuiltinModule?.('node:sqlite') !== undefined
  const ask = await (hasOwn ? openByNode(file) : openBySqlJs(file))
  return {
    by: hasOwn ? 'node:sqlite' : 'sql.js',
    add: (room, { from, text, at }) => /** @type {ChatMessage} */ (ask(ADD, [room, from, text, at])[0]),
    last: (room) => ask(LAST, [room]).reverse(),
  }
}

/** @typedef {(sql: string, values: (string | number)[]) => ChatMessage[]} Ask */

/**
 * @param {string} file
 * @returns {Promise<Ask>}
 */
async function openByNode(file) {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(file)
  database.exec(TABLE)
  return (sql, values) =>
    database
      .prepare(sql)
      .all(...values)
      .map((row) => ({ ...row }))
}

/**
 * @param {string} file
 * @returns {Promise<Ask>}
 */
async function openBySqlJs(file) {
  const { default: initSqlJs } = await import('sql.js')
  const { Database } = await initSqlJs()
  const database = new Database(existsSync(file) ? readFileSync(file) : null)
  database.run(TABLE)
  return (sql, values) => {
    const statement = database.prepare(sql, values)
    const rows = []
    while (statement.step()) rows.push(statement.getAsObject())
    statement.free()
    if (sql === ADD) {
      // A server that is killed while it writes leaves the file of before.
      writeFileSync(`${file}.next`, database.export())
      renameSync(`${file}.next`, file)
    }
    return /** @type {ChatMessage[]} */ (/** @type {unknown} */ (rows))
  }
}
