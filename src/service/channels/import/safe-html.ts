import sanitizeHtml from 'sanitize-html'

// Structure and emphasis only: nothing here can run, load, or look like a part of the window.
const allowedTags = [
  'p div br hr blockquote pre code',
  'b strong i em u s sub sup',
  'ul ol li dl dt dd',
  'h1 h2 h3 h4 h5 h6',
  'table thead tbody tr th td',
  'a',
].flatMap((names) => names.split(' '))

const options: sanitizeHtml.IOptions = {
  allowedTags,
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['https', 'http', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  // Their text is code or belongs to what was taken away, so it goes too.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'iframe',
    'object',
    'svg',
    'math',
    'title',
    'xmp',
  ],
  disallowedTagsMode: 'discard',
  nestingLimit: 60,
  transformTags: {
    // Showing a remote picture would tell its owner who reads it and when: the agent opens it if need be.
    img: (_tag, { src = '', alt = '' }) => ({
      tagName: 'a',
      attribs: src.startsWith('https://') ? { href: src } : {},
      text: alt.trim() === '' ? 'Image' : `Image: ${alt.trim()}`,
    }),
    a: (tagName, { href = '' }) => ({
      tagName,
      attribs: isWebAddress(href) ? { href } : {},
    }),
  },
}

// An address without a scheme would lead into the window itself.
const isWebAddress = (address: string): boolean => /^\s*(https?:\/\/|mailto:)/i.test(address)

/** HTML from outside with nothing left in it that can run, load from elsewhere, or pass for a part of the window. */
export const safeHtml = (html: string): string => withoutNestedLinks(sanitizeHtml(html, options)).trim()

/** A picture inside a link became a link inside a link, which HTML does not have: the outer one stays. */
function withoutNestedLinks(safe: string): string {
  let depth = 0
  return safe.replace(/<a(?: [^>]*)?>|<\/a>/g, (tag) => {
    if (tag.startsWith('</')) {
      depth -= 1
      return depth === 0 ? tag : ''
    }
    depth += 1
    return depth === 1 ? tag : ''
  })
}
