import { useLayoutEffect, useRef } from 'react'
import { say } from '#renderer/words/say.ts'
import { useOpenLink } from '#renderer/workspace/open-link.ts'
import { safeFragment } from './safe-html.ts'
import './rich-text.css'

/** HTML from a channel or an import, made safe. Links open outside of the window. */
export function SafeHtmlView({ html, dir = 'auto' }: { html: string; dir?: 'auto' | 'ltr' | 'rtl' }) {
  const box = useRef<HTMLDivElement>(null)
  const openLink = useOpenLink()
  useLayoutEffect(() => {
    box.current?.replaceChildren(safeFragment(html, say('text.picture')))
  }, [html])
  useLayoutEffect(() => {
    const { current } = box
    const open = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null) return
      event.preventDefault()
      const url = link.getAttribute('href')
      if (url !== null) openLink(url)
    }
    current?.addEventListener('click', open)
    current?.addEventListener('auxclick', open)
    return () => {
      current?.removeEventListener('click', open)
      current?.removeEventListener('auxclick', open)
    }
  }, [openLink])
  return <div ref={box} dir={dir} className="rich-text" />
}
