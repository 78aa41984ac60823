import { expect, test } from 'vitest'
import { filesOf, startPreloads } from '#tools/start-preloads.ts'

const chunk = (imports: readonly string[], facadeModuleId: string | null = null) => ({
  type: 'chunk',
  imports,
  facadeModuleId,
})
const bundle = {
  'assets/index.js': chunk(['assets/core.js'], '/tierdesk/src/renderer/index.html'),
  'assets/core.js': chunk([]),
  'assets/start.js': chunk(['assets/core.js', 'assets/words.js'], '/tierdesk/src/renderer/start.ts'),
  'assets/words.js': chunk(['assets/core.js', 'assets/start.js']),
  'assets/draw.js': chunk(['assets/words.js', 'assets/react.js'], '/tierdesk/src/renderer/draw.tsx'),
  'assets/react.js': chunk([]),
  'assets/desk.js': chunk(['assets/react.js'], '/tierdesk/src/renderer/desk.tsx'),
  'assets/index.css': { type: 'asset' },
}

// Catches: code of the start that is asked for step by step again, code of the desk that is fetched before its picture, and circles.
test('the page asks at once for what its start loads, with all it imports, and for nothing else', () => {
  const html = '<link rel="modulepreload" crossorigin href="./assets/core.js">'
  const tags = startPreloads().transformIndexHtml.handler(html, { bundle })
  expect(tags.map(({ attrs }) => attrs.href).toSorted()).toEqual(
    ['draw', 'react', 'start', 'words'].map((name) => `./assets/${name}.js`),
  )
})

// Catches: a renamed module that nobody loads ahead any more.
test('a module that is no file of the built window stops the build', () => {
  expect(() => filesOf(bundle, ['src/renderer/begin.ts'])).toThrow('src/renderer/begin.ts')
})
