// `npx vite examples` shows the apps with the package as it is in src/.
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const source = fileURLToPath(new URL('../src/index.ts', import.meta.url))

export default defineConfig({
  plugins: [react()],
  resolve: { alias: [{ find: /^react-websocket-node$/, replacement: source }] },
})
