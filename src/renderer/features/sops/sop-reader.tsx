import { clsx } from 'clsx'
import { ArrowLeft, CloudOff, FileX, TextQuote } from 'lucide-react'
import { type RefObject, useCallback, useMemo, useRef } from 'react'
import type { Row } from '#shared/tables.ts'
import { MarkdownView } from '#renderer/rich-text/markdown-view.tsx'
import { SafeHtmlView } from '#renderer/rich-text/safe-html-view.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { IconButton } from '#renderer/ui/icon-button.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { directionOf, nameOfLanguage } from '#renderer/words/name-of-language.ts'
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx'
import { say, sayDay } from '#renderer/words/say.ts'
import { useComposeRequests } from '#renderer/workspace/compose-request.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useCold } from '#renderer/workspace/use-cold.ts'
import { useRow, useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { headingsOf } from './headings-of.ts'
import { mayRead, translationsOf } from './visible-sops.ts'

interface SopReaderProps {
  readonly sopId: string
  readonly onBack: () => void
}

const leastHeadings = 3

/** One SOP, read beside the case. Give it the SOP's id as `key`. */
export function SopReader({ sopId, onBack }: SopReaderProps) {
  const find = useCallback(
    (workspace: Workspace) => {
      const row = workspace.get('sops', sopId)
      return row !== undefined && mayRead(row, workspace.me) ? row : undefined
    },
    [sopId],
  )
  const sop = useRows(['sops', 'agents'], find)
  if (sop === undefined) {
    return (
      <EmptyState
        icon={<FileX size={18} />}
        title={say('sop.gone')}
        text={say('sop.gone-text')}
        action={<Button onClick={onBack}>{say('sop.back')}</Button>}
      />
    )
  }
  return <Opened sop={sop} onBack={onBack} />
}

function Opened({ sop, onBack }: { sop: Row<'sops'>; onBack: () => void }) {
  const { state, rows } = useCold('sopBodies', sop.id)
  const text = useRef<HTMLDivElement>(null)
  const body = rows[0]
  return (
    <article className="flex min-h-0 flex-1 flex-col">
      <ReaderHead sop={sop} text={text} onBack={onBack} />
      <ScrollRegion label={sop.title} className="min-h-0 flex-1 px-4 py-3">
        {body === undefined && state !== 'loading' && (
          <EmptyState icon={<CloudOff size={18} />} title={say('sop.missing')} text={say('sop.missing-text')} />
        )}
        {body !== undefined && (
          <>
            <Headings body={body} text={text} />
            <div ref={text} lang={sop.locale}>
              {body.format === 'html' ? (
                <SafeHtmlView html={body.body} dir={directionOf(sop.locale)} />
              ) : (
                <MarkdownView text={body.body} dir={directionOf(sop.locale)} />
              )}
            </div>
          </>
        )}
      </ScrollRegion>
    </article>
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

function ReaderHead({
  sop,
  text,
  onBack,
}: {
  sop: Row<'sops'>
  text: RefObject<HTMLDivElement | null>
  onBack: () => void
}) {
  const showSop = useScreen((screen) => screen.showSop)
  const compute = useCallback((workspace: Workspace) => translationsOf(workspace, sop), [sop])
  const translations = useRows(['sops', 'agents'], compute)
  const row = useRow(
    'cases',
    useScreen((screen) => screen.caseId),
  )
  const isElsewhere = sop.market !== null && row !== undefined && row.market !== sop.market
  return (
    <header className="shrink-0 border-b border-line px-4 pb-2.5">
      <div className="flex items-start gap-1.5">
        <IconButton label={say('sop.back')} className="-ml-2" onClick={onBack}>
          <ArrowLeft size={15} aria-hidden />
        </IconButton>
        <h3 dir="auto" className="min-w-0 flex-1 pt-1 text-lg font-semibold text-balance wrap-anywhere">
          {sop.title}
        </h3>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-sm text-ink-3">
        <span>
          {[
            sop.market ?? say('sop.every-market'),
            say('sop.version', { version: sop.version }),
            say('sop.updated', { at: sayDay(sop.updatedAt) }),
          ].join(' · ')}
        </span>
        {sop.internal && <Tag title={say('sop.internal')}>{say('sop.internal-short')}</Tag>}
        {sop.state !== 'published' && <Tag tone="warn">{say(`sop.state-${sop.state}`)}</Tag>}
      </p>
      {isElsewhere && (
        <output className="mt-1.5 block rounded-md bg-warn-soft px-2 py-1 text-sm text-warn">
          {say('sop.other-market', { market: sop.market ?? '', case: row.market })}
        </output>
      )}
      <div className="mt-2 flex items-center gap-2">
        {translations.length > 1 && (
          <SelectField
            aria-label={say('sop.language')}
            value={sop.id}
            className="min-w-0 flex-1"
            options={translations.map(({ id, locale }) => ({ value: id, label: nameOfLanguage(locale) }))}
            onChange={(id) => showSop(id)}
          />
        )}
        {row !== undefined && <InsertSelection caseId={row.id} text={text} />}
      </div>
    </header>
  )
}

function InsertSelection({ caseId, text }: { caseId: string; text: RefObject<HTMLDivElement | null> }) {
  const ask = useComposeRequests((requests) => requests.ask)
  const write = useScreen((screen) => screen.write)
  const insert = (): void => {
    const selection = document.getSelection()
    const isHere = selection !== null && text.current?.contains(selection.anchorNode) === true
    const passage = isHere ? selection.toString().trim() : ''
    if (passage === '') return notify(say('sop.insert-hint'))
    const kind = useScreen.getState().composer
    ask({ caseId, kind, text: passage, macroId: null, how: 'insert' })
    write(kind)
  }
  return (
    <Button
      size="md"
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
