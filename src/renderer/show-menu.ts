import { menuWords } from '#shared/menu-words.ts'
import { desktop } from './desktop/desktop.ts'
import { say } from './words/say.ts'

/** Has the application menu of the desktop app say what it says in the language of the window. */
export function showMenu(): void {
  const names = Object.keys(menuWords) as (keyof typeof menuWords)[]
  const words = Object.fromEntries(names.map((name) => [name, say(`menu.${name}`)])) as Record<
    keyof typeof menuWords,
    string
  >
  // A menu in another language is a menu all the same.
  desktop()
    .call('menu.show', { words })
    .catch((error: unknown) => reportError(error))
}
