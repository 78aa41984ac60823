import { clsx } from 'clsx'
import { ChevronDown, ChevronUp, MessageCircleQuestionMark } from 'lucide-react'
import { useId } from 'react'
import { isOpenEscalation, isWithTier2 } from '#shared/domain/escalation-state.ts'
import { can } from '#shared/permissions.ts'
import type { Row } from '#shared/tables.ts'
import { tellOutcome } from '#renderer/commands/tell-outcome.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { notify } from '#renderer/ui/toast-store.ts'
import { saySpan, toneClasses } from '#renderer/words/clock-words.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { turnAsk } from '#renderer/workspace/ask-actions.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import type { Fold } from '#renderer/workspace/use-above-thread.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRow, useWorkspace } from '#renderer/workspace/use-rows.ts'

/** What is asked of whoever leads at the site, on top of its case: for them and for whoever asked. */
export function AskBanner({ row, fold }: { row: Row<'cases'>; fold: Fold | null }) {
  const ask = useRow('asks', row.ask?.id)
  if (ask === undefined || !isOpenEscalation(ask.state)) return null
  return <InForce row={row} ask={ask} fold={fold} />
}

function Due({ ask }: { ask: Row<'asks'> }) {
  const now = useNow()
  if (!isWithTier2(ask.state)) return null
  const leftMs = Date.parse(ask.dueAt) - now
  const time = saySpan(Math.abs(leftMs))
  return (
    <span className={clsx('shrink-0 tabular-nums', leftMs <= 0 ? toneClasses.bad : 'text-ink-3')}>
      {say(leftMs <= 0 ? 'clock.over' : 'clock.left', { time })}
    </span>
  )
}

/** What was said last, but for the question and the answer. */
const lastWord = ({ state, turns }: Row<'asks'>): string | null =>
  state === 'returned' || state === 'waiting' ? (turns.at(-1)?.text ?? null) : null

interface InForceProps {
  readonly row: Row<'cases'>
  readonly ask: Row<'asks'>
  /** Whether it has to do with a line. */
  readonly fold: Fold | null
}

function InForce({ row, ask, fold }: InForceProps) {
  const bodyId = useId()
  const isLine = fold?.isLine === true
  const reason = say(`ask-reason.${ask.reason}`)
  const word = lastWord(ask) ?? ask.answer ?? ask.question
  return (
    <section
      aria-label={say('ask.banner')}
      className="flex max-h-40 shrink-0 flex-col gap-1.5 overflow-y-auto border-b border-line bg-raise px-4 py-2.5"
    >
      <div className="flex items-start gap-2">
        <p className={clsx('flex min-w-0 flex-1 items-center gap-x-2 gap-y-1', !isLine && 'flex-wrap')}>
          <MessageCircleQuestionMark size={14} aria-hidden className="shrink-0 text-ink-3" />
          <Tag tone={ask.answer === null ? 'accent' : 'ok'}>{say(`ask-state.${ask.state}`)}</Tag>
          {ask.raised !== null && <Tag tone="bad">{say('escalation.raised', { level: ask.raised.level })}</Tag>}
          <span title={isLine ? reason : undefined} className={clsx('min-w-0 font-medium', isLine && 'truncate')}>
            {reason}
          </span>
          <Due ask={ask} />
          {isLine ? (
            <bdi title={word} className="min-w-0 flex-1 truncate text-ink-2">
              {word}
            </bdi>
          ) : (
            <span className="text-sm text-ink-3">
              {say('ask.by', { name: ask.byName, at: sayAt(ask.askedAt) })}
              {ask.holderName !== null && ` · ${say('ask.held', { name: ask.holderName })}`}
            </span>
          )}
        </p>
        {fold !== null && (
          <Button
            size="sm"
            look="quiet"
            className="-my-0.5 -me-2 shrink-0"
            aria-expanded={!isLine}
            aria-controls={bodyId}
            icon={isLine ? <ChevronDown size={13} aria-hidden /> : <ChevronUp size={13} aria-hidden />}
            onClick={fold.turn}
          >
            {say(isLine ? 'case.show' : 'escalation.show-less')}
          </Button>
        )}
      </div>
      {!isLine && <Body id={bodyId} row={row} ask={ask} />}
    </section>
  )
}

/** What is asked and answered, and what can be done. */
function Body({ id, row, ask }: Omit<InForceProps, 'fold'> & { readonly id: string }) {
  const said = lastWord(ask)
  return (
    <div id={id} className="flex flex-col gap-1.5">
      <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {ask.question}
      </p>
      {said !== null && (
        <p dir="auto" className="wrap-anywhere text-warn">
          {said}
        </p>
      )}
      {ask.answer !== null && (
        <p dir="auto" className="rounded-lg border border-line bg-ok-soft px-3 py-2 wrap-anywhere whitespace-pre-wrap">
          {ask.answer}
        </p>
      )}
      <AskActions row={row} ask={ask} />
    </div>
  )
}

function AskActions({ row, ask }: { row: Row<'cases'>; ask: Row<'asks'> }) {
  const workspace = useWorkspace()
  const show = useScreen((screen) => screen.show)
  const may = can({ kind: 'agent', agent: workspace.me })
  const of = { caseId: row.id, askId: ask.id }
  const turn = (to: 'accepted' | 'withdrawn' | 'closed') => () => {
    if (tellOutcome({ tell: notify }, turnAsk(workspace, of, { to }))) notify(say('escalation.done'))
  }
  const isAnswered = ask.state === 'handed-back' || ask.state === 'resolved'
  return (
    <div className="flex flex-wrap gap-2">
      {may.answerAsk(ask) && isWithTier2(ask.state) && (
        <>
          <Button size="sm" look="primary" onClick={() => show('ask')}>
            {say('ask.answer')}
          </Button>
          {ask.state === 'queued' && (
            <Button size="sm" onClick={turn('accepted')}>
              {say('escalation.accept')}
            </Button>
          )}
        </>
      )}
      {may.followAsk(ask) && ask.state === 'returned' && (
        <Button size="sm" look="primary" onClick={() => show('ask')}>
          {say('escalation.complete')}
        </Button>
      )}
      {may.followAsk(ask) && isAnswered && (
        <Button size="sm" look="primary" onClick={turn('closed')}>
          {say('ask.close')}
        </Button>
      )}
      {may.followAsk(ask) && !isAnswered && (
        <Button size="sm" onClick={turn('withdrawn')}>
          {say('escalation.withdraw')}
        </Button>
      )}
    </div>
  )
}
