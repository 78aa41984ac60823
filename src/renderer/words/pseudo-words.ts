import { en } from './en.ts'
import type { Words } from './say.ts'

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = 'áƀćđéƒĝĥíĵķĺɱńóþqŕšţúṽŵẋýžÁƁĆĐÉƑĜĤÍĴĶĹṀŃÓÞQŔŠŢÚṼŴẊÝŽ'

/** German takes about a third more room than English, and more than half again where a text is short. */
const padding = (letters: number): string => '~'.repeat(Math.ceil(letters * (letters < 12 ? 0.6 : 0.35)))

const accentedText = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => accented.charAt(plain.indexOf(letter)))

/** Where the brace that opens at `from` closes. */
function closingOf(message: string, from: number): number {
  let depth = 0
  for (let at = from; at < message.length; at++) {
    if (message[at] === '{') depth++
    else if (message[at] === '}' && --depth === 0) return at
  }
  return message.length
}

/** What stands between braces: a bare value as it is; of a plural or a choice its texts, accented. */
function pseudoArgument(inside: string): string {
  const options = /^([^,{}]+,\s*(?:plural|select|selectordinal)\s*,)(.*)$/s.exec(inside)
  if (options === null) return inside
  const [, head = '', rest = ''] = options
  return head + pseudoText(rest, (selector) => selector, accentedMessage)
}

/** A message with `outside` done to what stands outside of braces and `within` to what stands inside. */
function pseudoText(message: string, outside: (text: string) => string, within: (inside: string) => string): string {
  let made = ''
  for (let at = 0; at < message.length;) {
    const brace = message.indexOf('{', at)
    if (brace === -1) return made + outside(message.slice(at))
    const end = closingOf(message, brace)
    made += `${outside(message.slice(at, brace))}{${within(message.slice(brace + 1, end))}}`
    at = end + 1
  }
  return made
}

const accentedMessage = (message: string): string => pseudoText(message, accentedText, pseudoArgument)

/** One message as the pseudo-locale has it: ⟦Ćáńćéĺ~~~⟧. Its values stay as they are. */
export function pseudoMessage(message: string): string {
  const letters = message.replace(/\{[^}]*\}/g, '').length
  return `⟦${accentedMessage(message)}${padding(letters)}⟧`
}

/** The pseudo-locale: every text there is, made by `pseudoMessage`. */
export const pseudoWords = (): Words =>
  Object.fromEntries(Object.entries(en).map(([key, message]) => [key, pseudoMessage(message)]))
