import { readFileSync } from 'node:fs'
import { type Page, expect } from '@playwright/test'
import { pseudoLanguage } from '#renderer/words/languages.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../service-under-test.ts'
import { test } from './desk-test.ts'
import { logins } from './reach.ts'
import { leave, screens } from './screens.ts'
import { settle, signInTo } from './shown.ts'
import { viewOf, widestView } from './texts-on.ts'

let service: ServiceUnderTest | undefined
const running = async (): Promise<ServiceUnderTest> => (service ??= await serviceUnderTest())
test.afterAll(() => service?.remove())

// Two cores, many screens: how long it takes says nothing.
test.setTimeout(900_000)

/** What is said on a screen that is neither from the catalogue nor data: dates and amounts as Intl writes them, keys, tags of languages. */
const written = [
  /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat), /,
  /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d/,
  /^[A-Z]{2,3}$/,
  /^[A-Z]{3}\s[\d.,]+$/,
  /^(Ctrl|Alt|Shift|Enter|Esc)\b/,
  /^F\d+$/,
  // The words of a search, which are the same in every language.
  /^[a-z]+:/,
  // A contact detail is masked in the rows.
  /@/,
  // Names of languages and amounts of storage come from Intl.
  /^(Pseudo-Accents|English|German|Thai|Filipino|Vietnamese|Malay|Indonesian|Simplified Chinese|Chinese|Arabic|Hebrew|French)/,
  /^[\d.,]+\s((k|M|G)?B|byte)$/,
  // The names of languages in their own words.
  /^(Melayu|Indonesia|Tiếng Việt|ไทย|简体中文)/,
]

/** Every text of the page that people read or hear, each with where it stands. */
const textsOf = (page: Page): Promise<{ text: string; where: string }[]> =>
  page.evaluate(() => {
    // Keys as printed, what IT writes in files, and running text as somebody wrote it, which a macro fills.
    const apart = 'script,style,kbd,code,textarea,.whitespace-pre-wrap'
    const found: { text: string; where: string }[] = []
    const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true })
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent === null || !isShown(parent) || parent.closest(apart) !== null) continue
      found.push({ text: (node.textContent ?? '').trim(), where: parent.outerHTML.slice(0, 160) })
    }
    for (const element of document.body.querySelectorAll('[aria-label],[placeholder],[title]')) {
      if (!isShown(element)) continue
      for (const name of ['aria-label', 'placeholder', 'title']) {
        const text = element.getAttribute(name)
        if (text !== null) found.push({ text: text.trim(), where: `${name} of ${element.outerHTML.slice(0, 160)}` })
      }
    }
    return found
  })

/** Texts of the catalogue (in brackets) that are cut off, and where: those that end in … have to say the whole on hover. */
const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const owns = (element: Element): string =>
      [...element.childNodes].flatMap((node) => (node.nodeType === 3 ? [node.textContent ?? ''] : [])).join('')
    const isCut = (element: HTMLElement): boolean => {
      const { overflowX, overflowY } = getComputedStyle(element)
      const cutsX = overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1
      const cutsY = overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 2
      return (cutsX || cutsY) && element.clientWidth > 1
    }
    return [...document.body.querySelectorAll<HTMLElement>('*')]
      .filter((element) => owns(element).includes('⟦') && element.checkVisibility() && isCut(element))
      .filter((element) => element.closest('[title]') === null)
      .map((element) => element.outerHTML.slice(0, 200))
  })

const letters = /\p{L}{2,}/u

/** What is left of a text once everything in brackets is taken away, however deep. */
function outsideBrackets(text: string): string {
  let depth = 0
  let left = ''
  for (const letter of text) {
    if (letter === '⟦') depth++
    else if (letter === '⟧') depth--
    else if (depth === 0) left += letter
  }
  return left.trim()
}

/** Every text in the rows that the service holds and somebody may see, in one long string to look things up in. */
async function dataTexts(url: string, login: string, password: string): Promise<string> {
  const rows = [...(await widestView(url, password)), ...(await viewOf(url, login, password))]
  const texts = rows.flatMap(({ row }) => JSON.stringify(row))
  const place = readFileSync(new URL('../../resources/demo/workspace.json', import.meta.url), 'utf8')
  return [...texts, place].join('\n').replaceAll('\\n', ' ').replaceAll('\\"', '"').replace(/\s+/g, ' ').toLowerCase()
}

/** Whether a piece of a text stands in some row; fields of a source are shown without their underscores. */
function isData(piece: string, data: string): boolean {
  const plain = piece.replace(/\s+/g, ' ').trim().toLowerCase()
  return data.includes(plain) || data.includes(plain.replaceAll(' ', '_')) || data.includes(plain.replaceAll(' ', '-'))
}

/** The pieces of a text that are neither of the catalogue nor of the data nor written by the system. */
const strangePieces = (text: string, data: string): string[] =>
  outsideBrackets(text)
    // A case by its number and its party, a name and what they are, a day and its name, several things after one another or one to a line.
    .split(/[·›()\n]|^\d{4,} |\d{4}-\d{2}-\d{2} |, /u)
    .map((piece) => piece.trim())
    .filter((piece) => letters.test(piece) && !written.some((way) => way.test(piece)) && !isData(piece, data))

for (const login of logins) {
  // Would catch a text that somebody wrote into a screen instead of the catalogue: six languages would have it in English.
  // Would catch a text that has room in English and in no longer language.
  test(`every text on the screens of ${login} is of the catalogue or of the data, and has room`, async ({ page }) => {
    const { directUrl, password } = await running()
    const data = await dataTexts(directUrl, login, password)
    const shown = await settle(page, { language: pseudoLanguage })
    await page.goto(directUrl)
    await signInTo(shown, login, password)
    const found = new Map<string, string>()
    for (const screen of screens.filter((one) => one.login === login)) {
      await screen.reach(shown)
      for (const { text, where } of await textsOf(page)) {
        for (const piece of strangePieces(text, data))
          found.set(`not of the catalogue: ${piece}`, `${screen.name}: ${where}`)
      }
      for (const where of await cutTexts(page)) found.set(`cut off: ${where}`, screen.name)
      await leave(shown, screen)
    }
    // What was written on the way to a screen is data too by now.
    const after = await dataTexts(directUrl, login, password)
    expect([...found].filter(([what]) => !isData(what.replace(/^not of the catalogue: /, ''), after))).toEqual([])
  })
}
