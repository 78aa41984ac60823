import { clsx } from 'clsx'
import { CloudOff, TextQuote } from 'lucide-react'
import { type RefObject, useMemo, useRef } from 'react'
import { partsOf } from '#shared/party-safe.ts'
import type { Row } from '#shared/tables.ts'
import { MarkdownView } from '#renderer/rich-text/markdown-view.tsx'
import { SafeHtmlView } from '#renderer/rich-text/safe-html-view.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { directionOf } from '#renderer/words/name-of-language.ts'
import { say } from '#renderer/words/say.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useCold } from '#renderer/workspace/use-cold.ts'
import { headingsOf } from './headings-of.ts'
import { passageIn } from './passage-in.ts'

const leastHeadings = 3

/** The text of an SOP, to be read and quoted from. */
export function SopText({ sop }: { readonly sop: Row<'sops'> }) {
  const { state, rows } = useCold('sopBodies', sop.id)
  const text = useRef<HTMLDivElement>(null)
  const caseId = useScreen((screen) => screen.caseId)
  const body = rows[0]
  if (body === undefined) {
    return state === 'loading' ? null : (
      <EmptyState icon={<CloudOff size={18} />} title={say('sop.missing')} text={say('sop.missing-text')} />
    )
  }
  return (
    <>
      {caseId !== null && <InsertSelection caseId={caseId} sop={sop} text={text} />}
      <Headings body={body} text={text} />
      <div ref={text} lang={sop.locale}>
        <SopParts body={body} locale={sop.locale} />
      </div>
    </>
  )
}

/** A text with what is for the desk alone set apart. */
export function SopParts({
  body,
  locale,
}: {
  readonly body: Pick<Row<'sopBodies'>, 'body' | 'format'>
  readonly locale: string
}) {
  const parts = useMemo(() => partsOf(body.body).map((part, at) => ({ ...part, at })), [body.body])
  if (body.format === 'html') return <SafeHtmlView html={body.body} dir={directionOf(locale)} />
  return parts.map(({ isInternal, text, at }) =>
    isInternal ? (
      <section
        key={at}
        data-internal
        aria-label={say('sop.internal')}
        className="my-2 rounded-md border border-line bg-warn-soft/60 px-3 py-2"
      >
        <p className="text-xs font-medium text-warn select-none">{say('sop.internal-part')}</p>
        <MarkdownView text={text} dir={directionOf(locale)} />
      </section>
    ) : (
      <MarkdownView key={at} text={text} dir={directionOf(locale)} />
    ),
  )
}

/** What is on the page, where it is long enough to get lost in. */
function Headings({ body, text }: { body: Row<'sopBodies'>; text: RefObject<HTMLDivElement | null> }) {
  const headings = useMemo(() => headingsOf(body.body, body.format), [body])
  if (headings.length < leastHeadings) return null
  const goTo = (place: number): void =>
    text.current?.querySelectorAll('h1,h2,h3')[place]?.scrollIntoView({ block: 'start' })
  return (
    <details className="mb-3 rounded-md border border-line-soft bg-raise px-2.5 py-1.5">
      <summary className="cursor-default text-sm text-ink-2">{say('sop.on-this-page')}</summary>
      <ul className="mt-1">
        {headings.map(({ place, level, words }) => (
          <li key={place}>
            <button
              type="button"
              dir="auto"
              className={clsx(
                'w-full rounded-sm px-1 py-0.5 text-start text-accent hover:underline',
                level === 3 && 'ps-4',
              )}
              onClick={() => goTo(place)}
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

interface InsertProps {
  readonly caseId: string
  readonly sop: Row<'sops'>
  readonly text: RefObject<HTMLDivElement | null>
}

function InsertSelection({ caseId, sop, text }: InsertProps) {
  const ask = useComposeRequests((requests) => requests.ask)
  const write = useScreen((screen) => screen.write)
  const insert = (): void => {
    const kind = useScreen.getState().composer
    // A party reads no word of what is for the desk alone; a note may hold all of it.
    if (kind === 'reply' && sop.internal) return notify(say('sop.insert-internal'), { tone: 'bad' })
    const { passage, hasInternal } = passageIn(text.current, kind === 'note')
    if (passage === '') return notify(say(hasInternal ? 'sop.insert-internal' : 'sop.insert-hint'))
    ask({ caseId, kind, text: passage, macroId: null, how: 'insert' })
    write(kind)
    if (hasInternal && kind === 'reply') notify(say('sop.insert-left-out'))
  }
  return (
    <Button
      size="sm"
      className="mb-2"
      title={say('sop.insert-hint')}
      icon={<TextQuote size={13} aria-hidden />}
      // Pressing the button must not take the selection away.
      onMouseDown={(event) => event.preventDefault()}
      onClick={insert}
    >
      {say('sop.insert')}
    </Button>
  )
}
