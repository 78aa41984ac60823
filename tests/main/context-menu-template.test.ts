import { expect, test } from 'vitest'
import { contextMenuTemplate } from '#main/context-menu-template.ts'
import { menuWords } from '#shared/menu-words.ts'

const plain = { misspelledWord: '', dictionarySuggestions: [], isEditable: true, selectionText: '' }
const labels = (asked: Parameters<typeof contextMenuTemplate>[0], replace = (_word: string): void => undefined) =>
  contextMenuTemplate(asked, menuWords, replace).map(({ label, type }) => label ?? type)

test('where one writes there is the clipboard; where one reads, copying what is selected; else nothing', () => {
  expect(labels(plain)).toEqual(['Cut', 'Copy', 'Paste', 'separator', 'Select all'])
  expect(labels({ ...plain, isEditable: false, selectionText: 'some' })).toEqual(['Copy'])
  expect(labels({ ...plain, isEditable: false })).toEqual([])
})

// Catches: a wrong word that says nothing of why it is marked, or twenty suggestions of which none can be found.
test('a wrong word comes with five suggestions at most, or with the word that there are none', () => {
  const dictionarySuggestions = ['one', 'two', 'three', 'four', 'five', 'six']
  const asked = { ...plain, misspelledWord: 'oen', dictionarySuggestions }
  expect(labels(asked).slice(0, 6)).toEqual(['one', 'two', 'three', 'four', 'five', 'separator'])
  expect(labels({ ...asked, dictionarySuggestions: [] }).slice(0, 2)).toEqual(['No suggestions', 'separator'])
  const replaced: string[] = []
  const [first] = contextMenuTemplate(asked, menuWords, (word) => replaced.push(word))
  first?.click?.(undefined as never, undefined, undefined as never)
  expect(replaced).toEqual(['one'])
})
