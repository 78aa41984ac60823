import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

// Beside the bundles, and in none of them.
const folder = join('out', 'bundled')

interface Written {
  readonly moduleIds?: readonly string[]
  readonly originalFileNames?: readonly string[]
}

/** The folder of the package that a module lies in, such as `node_modules/@noble/hashes`; null for our own. A package inside another is itself. */
export function packageFolder(path: string): string | null {
  const at = path.indexOf('node_modules/')
  if (at < 0) return null
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.slice(at))?.[0] ?? null
}

/** The packages that a style sheet takes others from, by its `@import` lines: a bundler puts them in without a trace. */
export const importedStyles = (text: string): readonly string[] =>
  [...text.matchAll(/@import\s+['"]((?:@[^/'"]+\/)?[^./'"][^/'"]*)/g)].map(([, name = '']) => `node_modules/${name}`)

/** Notes which packages a bundle was made of (code, styles and files) in `out/bundled`: what the list of parts (SBOM) is made from. */
export const notePackages = (bundle: string) => ({
  name: 'tierdesk-bundled-packages',
  apply: 'build' as const,
  generateBundle(
    this: { getModuleIds(): Iterable<string> },
    _options: unknown,
    written: Readonly<Record<string, Written>>,
  ): void {
    const parts = Object.values(written).flatMap(({ moduleIds = [], originalFileNames = [] }) => [
      ...moduleIds,
      ...originalFileNames,
    ])
    const ours = [...this.getModuleIds()].filter((id) => id.endsWith('.css') && packageFolder(id) === null)
    const styles = ours.flatMap((id) => importedStyles(readFileSync(id, 'utf8')))
    const folders = parts.map((path) => packageFolder(path.replaceAll('\\', '/')))
    const packages = [...new Set([...folders.filter((path) => path !== null), ...styles])].sort()
    const [first = ''] = Object.keys(written)
    // A worker is named by its file, without the hash that changes with its content.
    const name = bundle === 'worker' ? basename(first).replace(/-[\w-]{8}\.js$/, '') : bundle
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(packages, null, 2)}\n`)
  },
})
