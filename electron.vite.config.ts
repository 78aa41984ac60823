import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { notePackages } from './tools/bundled-packages.ts'
import { startPreloads } from './tools/start-preloads.ts'
import { windowManifest } from './tools/window-manifest.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// One bundle serves Electron 45 and the Electron 25 used in tests: a main process older than 28 reads CommonJS only,
// and a sandboxed preload must be one CommonJS file with nothing left to require but electron itself.
// What is loaded later is a file of its own, and CommonJS by its name too.
const commonJs = {
  output: { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
}

/** Puts the names of all built files into the service worker that keeps them for browsers. */
const shellWorker = () => ({
  name: 'tierdesk-shell-worker',
  apply: 'build' as const,
  generateBundle(
    this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string },
    _options: unknown,
    bundle: Readonly<Record<string, unknown>>,
  ) {
    const files = ['/', ...Object.keys(bundle).map((name) => `/${name}`)].sort()
    const mark = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
    const source = readFileSync(fromRoot('resources/shell-worker.js'), 'utf8')
      .replace('__FILES__', JSON.stringify(files))
      .replace('__MARK__', mark)
    this.emitFile({ type: 'asset', fileName: 'shell-worker.js', source })
  },
})

export default defineConfig({
  main: {
    plugins: [notePackages('main')],
    build: {
      target: 'node18',
      externalizeDeps: false,
      outDir: fromRoot('out/main'),
      rolldownOptions: { input: { index: fromRoot('src/main/index.ts') }, ...commonJs },
    },
  },
  preload: {
    plugins: [notePackages('preload')],
    build: {
      target: 'node18',
      externalizeDeps: false,
      outDir: fromRoot('out/preload'),
      rolldownOptions: { input: { index: fromRoot('src/preload/index.ts') }, ...commonJs },
    },
  },
  renderer: {
    root: fromRoot('src/renderer'),
    plugins: [react(), tailwindcss(), windowManifest(), startPreloads(), shellWorker(), notePackages('window')],
    worker: { format: 'es', plugins: () => [notePackages('worker')] },
    build: {
      target: 'chrome114',
      minify: true,
      outDir: fromRoot('out/renderer'),
      rolldownOptions: { input: fromRoot('src/renderer/index.html') },
    },
  },
})
