import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'
import type { MenuWords } from '#shared/menu-words.ts'

/** What the person clicked on. */
type Asked = Pick<ContextMenuParams, 'misspelledWord' | 'dictionarySuggestions' | 'isEditable' | 'selectionText'>

const mostSuggestions = 5

/** The menu for a place in the window; empty where there is nothing to offer. */
export function contextMenuTemplate(
  { misspelledWord, dictionarySuggestions, isEditable, selectionText }: Asked,
  words: MenuWords,
  replace: (word: string) => void,
): MenuItemConstructorOptions[] {
  if (!isEditable) return selectionText === '' ? [] : [{ role: 'copy', label: words.copy }]
  const suggestions = dictionarySuggestions
    .slice(0, mostSuggestions)
    .map((word): MenuItemConstructorOptions => ({ label: word, click: () => replace(word) }))
  const none: MenuItemConstructorOptions = { label: words['no-suggestions'], enabled: false }
  const spelling = misspelledWord === '' ? [] : [...(suggestions.length > 0 ? suggestions : [none]), separator]
  return [
    ...spelling,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    separator,
    { role: 'selectAll', label: words['select-all'] },
  ]
}

const separator: MenuItemConstructorOptions = { type: 'separator' }
