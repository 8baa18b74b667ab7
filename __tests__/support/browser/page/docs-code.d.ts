/** The file of docs/code that the bundle of a page was made for: see `useDocsPage`. */
declare module 'docs-code' {
  const code: Readonly<Record<string, unknown>>
  export = code
}
