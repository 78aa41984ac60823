import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** Pages that were built, in a folder that `remove` removes. */
export interface BuiltPages {
  readonly folder: string
  remove(): Promise<void>
}

const page = (subject: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${subject}</title><body><script type="module" src="/${subject}.js"></script>`

/**
 * Builds a page for each subject, from the product's own sources and from the peers' packages as they are. Each on its own, as it would
 * ship: built together they would share files, and each page would wait for one file more.
 */
export async function buildPages(subjects: readonly string[]): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-bench-pages-'))
  for (const subject of subjects) await buildPage(folder, subject)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

async function buildPage(folder: string, subject: string): Promise<void> {
  const sources = resolve(import.meta.dirname, 'subjects')
  await build({
    root: sources,
    configFile: false,
    logLevel: 'error',
    // One Dexie for all who use it: the one that the product is built with.
    resolve: { dedupe: ['dexie'], alias: { dexie: resolve('node_modules/dexie') } },
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    worker: { format: 'es' },
    build: {
      target: 'esnext',
      minify: process.env['BENCH_MINIFY'] !== '0',
      outDir: folder,
      emptyOutDir: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        input: { [subject]: join(sources, `${subject}.ts`) },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  await writeFile(join(folder, `${subject}.html`), page(subject))
}
