// As much of two packages' types as messages-in-sqlite.mjs uses: sql.js ships none, and Node 20's have no node:sqlite.
declare module 'sql.js' {
  interface Statement {
    step(): boolean
    getAsObject(): Record<string, unknown>
    free(): void
  }
  interface Database {
    run(sql: string): void
    prepare(sql: string, values: (string | number)[]): Statement
    export(): Uint8Array
  }
  export default function initSqlJs(): Promise<{ Database: new (file: Uint8Array | null) => Database }>
}

declare module 'node:sqlite' {
  export class DatabaseSync {
    constructor(file: string)
    exec(sql: string): void
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row is what the query says
    prepare(sql: string): { all(...values: (string | number)[]): any[] }
  }
}
