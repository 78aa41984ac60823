import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, type ComparedBlock, blocksOf, cleanText, compareBlocks } from '#shared/compare-texts.ts'

const text = (markdown: string): Block => ({ kind: 'text', markdown })
const page = (markdown: string): Block[] => blocksOf(markdown).map(text)
const read = (blocks: readonly ComparedBlock[]): string[] =>
  blocks.map((part) =>
    part.is === 'changed'
      ? part.words.map(({ is, line }) => (is === 'same' ? line : is === 'gone' ? `[-${line}]` : `[+${line}]`)).join('')
      : `${part.is}: ${part.block.markdown}`,
  )

// Catches signs of Markdown on the screen, a changed word for which the whole paragraph is shown twice, and a list or a table torn apart.
test('two versions are read as text: what went, what came, and which words of a paragraph changed', () => {
  const before = '# Lamps\n\n**Ask** for a photo of the box.\n\n- One\n- Two\n\nOnly before.\n\n| a |\n| - |\n| 1 |'
  const after =
    '# Lamps\n\n**Ask** for a photo of the box and [the lamp](https://x.example).\n\n- One\n- Three\n- Two\n\n| a |\n| - |\n| 2 |'
  expect(read(compareBlocks(page(before), page(after), 'en'))).toEqual([
    'same: # Lamps',
    'Ask for a photo of the box[+ and the lamp].',
    '• One\n• [+Three\n• ]Two',
    'gone: Only before.',
    'gone: | a |\n| - |\n| 1 |',
    'new: | a |\n| - |\n| 2 |',
  ])
})

test('where only an address or a sign changed it is shown as it is written', () => {
  expect(
    read(compareBlocks(page('See [here](https://a.example).'), page('See [here](https://b.example).'), 'en')),
  ).toEqual(['See [here](https://[-a.example][+b.example]).'])
})

test('words are told apart where a language sets no spaces, and what is for the desk alone is never paired with what is not', () => {
  expect(read(compareBlocks(page('请提供包装照片。'), page('请提供包装内部照片。'), 'zh-Hans'))).toEqual([
    '请提供包装[+内部]照片。',
  ])
  const inside: Block = { kind: 'internal', markdown: 'Pay it.' }
  expect(read(compareBlocks([text('Pay it.')], [inside], 'en'))).toEqual(['gone: Pay it.', 'new: Pay it.'])
})

test('blocks are set apart by empty lines, but not within code, nor from what is indented below them', () => {
  expect(blocksOf('One\ntwo\n\n1. Three\n\n   more\n\n```\nfour\n\nfive\n```\n\n\nSix\n')).toEqual([
    'One\ntwo',
    '1. Three\n\n   more',
    '```\nfour\n\nfive\n```',
    'Six',
  ])
})

const words = fc.array(fc.constantFrom('box', 'lamp', 'photo', 'the', 'refund', '**now**', 'ไฟ', '灯'), {
  minLength: 1,
})
const pages = fc.array(
  words.map((some) => text(some.join(' '))),
  { maxLength: 8 },
)

// Catches a comparison that loses or makes up a word: what is shown as new and as shared is what holds now, and the rest what held before.
test('each version can be read off the comparison, whatever changed', () => {
  fc.assert(
    fc.property(pages, pages, (before, after) => {
      const parts = compareBlocks(before, after, 'en')
      const side = (own: 'gone' | 'new'): string[] =>
        parts.flatMap((part) => {
          if (part.is !== 'changed')
            return part.is === 'same' || part.is === own ? [cleanText(part.block.markdown)] : []
          return [part.words.flatMap(({ is, line }) => (is === 'same' || is === own ? [line] : [])).join('')]
        })
      const clean = (blocks: readonly Block[]): string[] => blocks.map(({ markdown }) => cleanText(markdown))
      expect(side('new').map(cleanText)).toEqual(clean(after))
      expect(side('gone').map(cleanText)).toEqual(clean(before))
    }),
    { numRuns: 2000 },
  )
})
