import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// One bundle serves Electron 45 and the Electron 25 used in tests: a main process older than 28 reads CommonJS only,
// and a sandboxed preload must be one CommonJS file with nothing left to require but electron itself.
const commonJs = { output: { format: 'cjs' as const, entryFileNames: '[name].cjs' } }

export default defineConfig({
  main: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      outDir: fromRoot('out/main'),
      rolldownOptions: { input: { index: fromRoot('src/main/index.ts') }, ...commonJs },
    },
  },
  preload: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      outDir: fromRoot('out/preload'),
      rolldownOptions: { input: { index: fromRoot('src/preload/index.ts') }, ...commonJs },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    plugins: [react(), tailwindcss()],
    worker: { format: 'es' },
    build: {
      target: 'chrome114',
      minify: true,
      outDir: fromRoot('out/renderer'),
      rolldownOptions: { input: fromRoot('src/renderer/index.html') },
    },
  },
})
