import fc from 'fast-check'
import { type ReactNode, createElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import { MessageView } from '#renderer/features/thread/message-view.tsx'
import { MarkdownView } from '#renderer/rich-text/markdown-view.tsx'
import { SafeHtmlView } from '#renderer/rich-text/safe-html-view.tsx'
import { say } from '#renderer/words/say.ts'
import { OpenLinkContext } from '#renderer/workspace/open-link.ts'
import { aMessage } from '#tests/builders.ts'
import { hostileText, shownTexts } from '#tests/shared/mutations/hostile/hostile-values.ts'

const seed = Date.now() % 2 ** 31
const texts = [
  ...shownTexts,
  // Each inside each other's quotes and tags, where parsers lose their way.
  ...fc
    .sample(fc.tuple(hostileText, hostileText, hostileText), { numRuns: 600, seed })
    .map((parts) => parts.map((part) => part.slice(0, 2_000)).join('')),
  ...fc
    .sample(fc.tuple(hostileText, hostileText), { numRuns: 300, seed })
    .map(([outer, inner]) => `<p title="${outer.slice(0, 500)}">${inner.slice(0, 500)}</p>`),
]

// Whatever text is shown as: its structure, and the icons that are our own.
const shown = new Set(
  (
    'article p div br hr span blockquote pre code kbd samp var tt a b strong i em u s strike del ins mark small sub sup abbr cite q ' +
    'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd details summary table caption thead tbody tfoot tr th td time input section ruby rb rt rtc rp'
  ).split(' '),
)
const attributes = new Set(
  (
    'class dir lang href title rel alt colspan rowspan start scope align datetime type checked disabled open ' +
    'aria-hidden aria-label aria-describedby aria-labelledby id width height value reversed span cite itemscope itemtype itemprop'
  ).split(' '),
)

const opened: string[] = []
const box = document.createElement('div')
document.body.append(box)
const root = createRoot(box)
const show = (view: ReactNode): void => {
  flushSync(() => {
    root.render(createElement(OpenLinkContext, { value: (url: string) => opened.push(url) }, view))
  })
}

afterEach(() => show(null))

/** What no text may bring there of one element. */
function strangeIn(element: Element): string[] {
  const found: string[] = []
  const name = element.localName
  if (!shown.has(name) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') found.push(`<${name}>`)
  for (const { name: attribute, value } of element.attributes) {
    if (!attributes.has(attribute)) found.push(`${name} ${attribute}`)
    if (attribute === 'href' && !value.startsWith('https://')) found.push(`${name} href ${value.slice(0, 40)}`)
    // A name that stands for a part of the document would take its place.
    if (attribute === 'id' && !value.startsWith('user-content-')) found.push(`${name} id`)
  }
  if (name === 'input' && !(element as HTMLInputElement).disabled) found.push('input that takes something')
  return found
}

/** What the message itself says of its parts, so that a reader gets from the one to the other. */
function forgetOwnMarks(): void {
  const message = box.querySelector(':scope > article[tabindex="-1"]')
  const text = message?.querySelector(':scope > div > div[id]')
  if (message === null || text?.id !== message.getAttribute('aria-describedby')) return
  message.removeAttribute('tabindex')
  text.removeAttribute('id')
}

/** What stands on the screen that no text may bring there. */
function strange(): string[] {
  const found: string[] = []
  forgetOwnMarks()
  const own = box.querySelectorAll(`button[aria-label="${say('thread.quote')}"]`)
  if (own.length > 1) found.push('a second button that quotes')
  for (const element of box.querySelectorAll('*')) {
    if (element.closest('svg.lucide') !== null || own[0]?.contains(element) === true) continue
    found.push(...strangeIn(element))
  }
  return found
}

/** Whether anything that was shown ran, or loaded something. */
const ran = (): unknown => ({
  ran: (window as { hostileRan?: unknown }).hostileRan,
  loaded: performance.getEntriesByType('resource').filter(({ name }) => name.includes('evil.example')).length,
})

const nothing = { ran: undefined, loaded: 0 }

/** Presses every link: none may lead the window anywhere. */
function pressLinks(): void {
  for (const link of box.querySelectorAll('a')) {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true })
    const hasHref = link.hasAttribute('href')
    link.dispatchEvent(event)
    expect(event.defaultPrevented || !hasHref).toBe(true)
  }
  for (const url of opened.splice(0)) expect(url).toMatch(/^https:\/\//)
}

/** Settles once the addresses that the texts load from have failed: whatever began to load before is decided by then. */
const everyLoad = async (): Promise<void> => {
  for (const address of ['x', '1']) {
    await new Promise<void>((resolve) => {
      const picture = new Image()
      picture.onerror = () => requestAnimationFrame(() => resolve())
      picture.src = address
    })
  }
}

const views: readonly (readonly [string, (text: string) => ReactNode])[] = [
  ['HTML of a message', (html) => createElement(SafeHtmlView, { html })],
  ['Markdown of an SOP', (text) => createElement(MarkdownView, { text })],
  [
    'a message as text',
    (text) =>
      createElement(MessageView, {
        message: aMessage({ text, author: { kind: 'party', id: null, name: text.slice(0, 200) } }),
        sending: 'sent',
        isMine: false,
        held: null,
        toWords: text.slice(0, 200),
        partyWord: 'customer',
        macroName: text.slice(0, 300),
      }),
  ],
  [
    'a message as HTML',
    (html) =>
      createElement(MessageView, {
        message: aMessage({
          kind: 'note',
          text: html,
          html,
          author: { kind: 'agent', id: null, name: html.slice(0, 200) },
        }),
        sending: 'saved',
        isMine: true,
        held: null,
        toWords: html.slice(0, 200),
        partyWord: 'seller',
        macroName: null,
      }),
  ],
]

// Catches: markup from outside that runs, loads, takes input, or passes for a part of the window.
test.each(views)(`no hostile text runs or brings anything strange along: %s (seed ${seed})`, async (_name, view) => {
  for (const text of texts) {
    show(view(text))
    expect([text, strange()]).toEqual([text, []])
    pressLinks()
  }
  await everyLoad()
  expect(ran()).toEqual(nothing)
})

// Catches: a test of texts that would not run anyway.
test('the same texts do run where nothing makes them safe', async () => {
  const open = document.createElement('div')
  box.append(open)
  open.innerHTML = shownTexts.find((text) => text.includes('<img src=x onerror')) ?? ''
  expect(open.querySelector('img')).not.toBeNull()
  await expect.poll(ran).toEqual({ ran: 1, loaded: 0 })
  open.remove()
  Reflect.deleteProperty(window, 'hostileRan')
})
