import { expect, test } from 'vitest'
import { MacroSuggester } from '#renderer/search/macro-suggester.ts'
import type { MacroText } from '#renderer/search/macro-text.ts'
import type { CaseSoFar, Said } from '#shared/insight/case-so-far.ts'
import { emptyModel } from '#shared/insight/model.ts'

const macro = (title: string, of: Partial<MacroText> = {}): MacroText => ({
  id: title,
  title,
  template: '',
  queueId: null,
  market: null,
  locale: null,
  usageCount: 0,
  ...of,
})
const party = (text: string): Said => ({ by: 'party', text, macroId: null })
const about = (said: readonly Said[], of: Partial<CaseSoFar> = {}): CaseSoFar => ({
  queueId: 'q',
  market: 'PH',
  locale: 'fil',
  agentId: 'me',
  said,
  ...of,
})
const suggest = (macros: readonly MacroText[], of: CaseSoFar, recent: readonly string[] = []) => {
  const suggester = new MacroSuggester()
  suggester.put(macros)
  return suggester.suggest(emptyModel, of, recent, 5)
}

// Catches suggestions in a language the party does not read, or for a market or queue the case is not in.
test('without a history, macros with the words of the case come first, those for other markets never', () => {
  const found = suggest(
    [
      macro('Returns::Damaged item', { locale: 'de', usageCount: 900 }),
      macro('Returns::Damaged item, photo'),
      macro('General::All done', { usageCount: 900 }),
      macro('SG::Damaged', { market: 'SG' }),
      macro('Other::Damaged', { queueId: 'other' }),
    ],
    about([party('My rice cooker came damaged')]),
  )
  expect(found[0]).toMatchObject({ macroId: 'Returns::Damaged item, photo', why: { of: 'words', terms: ['damaged'] } })
  const ids = found.map(({ macroId }) => macroId)
  expect(ids).not.toContain('SG::Damaged')
  expect(ids.indexOf('Other::Damaged')).toBeGreaterThan(0)
})

test('without words in common, what this agent used last comes first', () => {
  const [first] = suggest([macro('One', { usageCount: 99 }), macro('Two')], about([party('Hmm')]), ['Two'])
  expect(first).toMatchObject({ macroId: 'Two', why: { of: 'recent' } })
})

// Catches a macro that is suggested again right after it was used.
test('after a macro of a folder others of the folder come before that same one', () => {
  const macros = [macro('Late::Ask for the number'), macro('Late::Tell the date'), macro('Pay::Tell the date')]
  const used: Said = { by: 'desk', text: 'Which number?', macroId: 'Late::Ask for the number' }
  const found = suggest(macros, about([party('When? Tell me the date'), used, party('Tell me the date and number')]))
  expect(found.map(({ macroId }) => macroId)[0]).toBe('Late::Tell the date')
})

test('a macro that is gone is not suggested any more, and one that changed by its new words only', () => {
  const suggester = new MacroSuggester()
  suggester.put([macro('A', { template: 'voucher' }), macro('B', { template: 'courier' })])
  suggester.put([macro('A', { template: 'refund' })])
  suggester.remove(['B'])
  const found = (text: string) => suggester.suggest(emptyModel, about([party(text)]), [], 5)
  expect([found('voucher'), found('courier'), found('refund').map(({ macroId }) => macroId)]).toEqual([[], [], ['A']])
})
