import type { ReactNode } from 'react'
import Markdown from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { say } from '#renderer/words/say.ts'
import { useOpenLink } from '#renderer/workspace/open-link.ts'
import { isWebLink } from './web-link.ts'
import './rich-text.css'

function Link({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  const openLink = useOpenLink()
  if (href === undefined || !isWebLink(href)) return <span>{children}</span>
  return (
    <a
      href={href}
      title={href}
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault()
        openLink(href)
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      {children}
    </a>
  )
}

// The window loads nothing from elsewhere.
const Picture = ({ alt = '' }: { alt?: string | undefined }) => (
  <span className="rich-picture">{alt === '' ? say('text.picture') : `${say('text.picture')}: ${alt}`}</span>
)

const remark = [remarkGfm]
const rehype = [rehypeSanitize]
const components = { a: Link, img: Picture }

/** Markdown of an SOP. HTML inside it is not carried out; links open outside of the window. */
export function MarkdownView({ text, dir = 'auto' }: { text: string; dir?: 'auto' | 'ltr' | 'rtl' }) {
  return (
    <div dir={dir} className="rich-text">
      <Markdown remarkPlugins={remark} rehypePlugins={rehype} components={components}>
        {text}
      </Markdown>
    </div>
  )
}
