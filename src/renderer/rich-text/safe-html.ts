import DOMPurify, { type Config } from 'dompurify'
import { isWebLink } from './web-link.ts'

// What text needs and nothing that loads, runs, floats or asks for input.
const allowed: Config & { RETURN_DOM_FRAGMENT: true } = {
  ALLOWED_TAGS: (
    'p br div span blockquote pre code kbd hr a img b strong i em u s del ins mark small sub sup abbr cite q ' +
    'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd details summary table caption thead tbody tfoot tr th td'
  ).split(' '),
  ALLOWED_ATTR: ['href', 'title', 'alt', 'dir', 'lang', 'colspan', 'rowspan', 'start', 'scope'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
}

/**
 * HTML from outside as nodes that may go on the screen. It comes back as nodes and not as text, so nothing parses it a second time.
 * Pictures become their description: the window loads nothing from elsewhere. `pictureWord` names a picture, e.g. "Picture".
 */
export function safeFragment(html: string, pictureWord: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, allowed)
  for (const picture of fragment.querySelectorAll('img')) picture.replaceWith(described(picture, pictureWord))
  for (const link of fragment.querySelectorAll('a')) guard(link)
  return fragment
}

function described(picture: Element, word: string): HTMLElement {
  const text = document.createElement('span')
  const alt = picture.getAttribute('alt')?.trim() ?? ''
  text.className = 'rich-picture'
  text.textContent = alt === '' ? word : `${word}: ${alt}`
  return text
}

function guard(link: Element): void {
  const url = link.getAttribute('href')
  if (url === null || !isWebLink(url)) return link.removeAttribute('href')
  link.setAttribute('rel', 'noopener noreferrer')
  link.setAttribute('title', url)
}
