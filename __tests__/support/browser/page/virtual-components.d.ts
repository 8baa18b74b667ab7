/** The components of the page `codemod-kit.tsx`: its test says where they are. */
declare module 'virtual:components' {
  /** By fixture, version and name. */
  export const components: Readonly<
    Record<
      string,
      Readonly<Record<'before' | 'after', Readonly<Record<string, import('react').ComponentType<object>>>>>
    >
  >
}
