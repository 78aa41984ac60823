interface Chunk {
  readonly type: string
  readonly facadeModuleId?: string | null
  readonly imports?: readonly string[]
}

/** What is built: file name -> chunk or asset. */
type Bundle = Readonly<Record<string, Chunk>>

/** What the window always loads at its start, by modules that it imports when it runs. */
const atStart = ['src/renderer/start.ts', 'src/renderer/draw.tsx']

/** The files that these modules and all that they import statically ended up in, each once. Throws where one of them is no chunk of its own. */
export function filesOf(bundle: Bundle, modules: readonly string[]): readonly string[] {
  const found = new Set<string>()
  const add = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    for (const imported of bundle[file]?.imports ?? []) add(imported)
  }
  for (const module of modules) {
    const entry = Object.entries(bundle).find(([, { facadeModuleId }]) => facadeModuleId?.endsWith(module) === true)
    if (entry === undefined)
      throw new Error(`${module} is no file of the built window: tools/start-preloads.ts names it.`)
    add(entry[0])
  }
  return [...found]
}

/**
 * Has the page ask at once for the code that its start comes to in two steps: what keeps zod from making code of text has to run first,
 * but need not be waited for with loading the rest.
 */
export const startPreloads = () => ({
  name: 'tierdesk-start-preloads',
  apply: 'build' as const,
  transformIndexHtml: {
    order: 'post' as const,
    handler: (html: string, { bundle }: { readonly bundle?: Bundle | undefined }) =>
      filesOf(bundle ?? {}, atStart)
        .map((file) => `./${file}`)
        .filter((href) => !html.includes(`"${href}"`))
        .map((href) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href },
          injectTo: 'head' as const,
        })),
  },
})
