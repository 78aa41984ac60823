import { Fragment, type ReactNode, memo } from 'react'
import { type Block, type Inline, isPlainText, readText } from '#shared/written-text.ts'
import { useOpenLink } from '#renderer/workspace/open-link.ts'
import { isWebLink } from './web-link.ts'
import './rich-text.css'

/** Draws a picture of the message by the id of its attachment. */
export type Picture = (id: string, alt: string) => ReactNode

function Link({ url, children }: { url: string; children: ReactNode }) {
  const openLink = useOpenLink()
  if (!isWebLink(url)) return <>{children}</>
  return (
    <a
      href={url}
      title={url}
      rel="noopener noreferrer"
      onClick={(event) => {
        event.preventDefault()
        openLink(url)
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      {children}
    </a>
  )
}

// The parts of a text never move, so that their places name them.
const keyed = (parts: readonly ReactNode[]): ReactNode =>
  parts.map((part, at) => {
    const place = `${at}`
    return <Fragment key={place}>{part}</Fragment>
  })

const inlines = (all: readonly Inline[], picture: Picture): ReactNode => keyed(all.map((one) => inline(one, picture)))

function inline(one: Inline, picture: Picture): ReactNode {
  switch (one.is) {
    case 'text':
      return one.text
    case 'code':
      return <code>{one.text}</code>
    case 'bold':
      return <strong>{inlines(one.inlines, picture)}</strong>
    case 'italic':
      return <em>{inlines(one.inlines, picture)}</em>
    case 'link':
      return <Link url={one.url}>{inlines(one.inlines, picture)}</Link>
    case 'image':
      return picture(one.id, one.alt)
    case 'break':
      return <br />
  }
}

const listItem = (item: readonly Block[], place: string, picture: Picture): ReactNode => (
  <li key={place}>{blocks(item, picture)}</li>
)

const blocks = (all: readonly Block[], picture: Picture): ReactNode => keyed(all.map((one) => block(one, picture)))

function block(one: Block, picture: Picture): ReactNode {
  switch (one.is) {
    case 'paragraph':
      return <p>{inlines(one.inlines, picture)}</p>
    case 'code':
      return (
        <pre>
          <code>{one.text}</code>
        </pre>
      )
    case 'quote':
      return <blockquote>{blocks(one.blocks, picture)}</blockquote>
    case 'list': {
      const items = one.items.map((item, at) => listItem(item, `${at}`, picture))
      return one.isOrdered ? <ol start={one.start}>{items}</ol> : <ul>{items}</ul>
    }
  }
}

/** What an agent or a party wrote. Everything in it is drawn as an element or as text; no part of it is ever read as HTML. */
export const WrittenView = memo(function WrittenView({ text, picture }: { text: string; picture: Picture }) {
  if (isPlainText(text)) {
    return (
      <div dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {text}
      </div>
    )
  }
  return (
    <div dir="auto" className="rich-text whitespace-pre-wrap">
      {blocks(readText(text), picture)}
    </div>
  )
})
