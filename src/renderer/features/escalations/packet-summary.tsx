import type { ReactNode } from 'react'
import type { EscalationPacket } from '#shared/domain/escalation.ts'
import type { Row } from '#shared/tables.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { useRow } from '#renderer/workspace/use-rows.ts'
import { unnumbered } from './brief-words.ts'
import { CaseBriefBox } from './case-brief.tsx'

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-[7.5rem_1fr] gap-2 py-0.5">
    <dt className="text-ink-3 wrap-anywhere">{label}</dt>
    <dd dir="auto" className="min-w-0 wrap-anywhere whitespace-pre-wrap">
      {children}
    </dd>
  </div>
)

function promiseWords({ promise }: EscalationPacket): string {
  if (promise.made === 'none') return say('packet.promise-none')
  return promise.dueAt === null
    ? promise.what
    : say('packet.promise-due', { what: promise.what, at: sayAt(promise.dueAt) })
}

function SopFollowed({ sop }: Pick<EscalationPacket, 'sop'>) {
  const showSop = useScreen((screen) => screen.showSop)
  const now = useRow('sops', sop.has === 'sop' ? sop.sopId : null)
  if (sop.has === 'none') return say('packet.no-sop')
  const words = say('packet.sop-version', { title: sop.title, version: sop.version })
  if (now === undefined) return words
  return (
    <>
      <button type="button" className="text-start text-accent hover:underline" onClick={() => showSop(now.id)}>
        {words}
      </button>
      {now.version > sop.version && (
        <span className="text-warn"> · {say('packet.sop-newer', { version: now.version })}</span>
      )}
    </>
  )
}

const PromiseAndLaw = ({ packet }: { packet: EscalationPacket }) => (
  <>
    <Line label={say('packet.promise')}>{promiseWords(packet)}</Line>
    <Line label={say('packet.legal')}>
      {packet.legalClock === null ? say('packet.legal-none') : <span className="text-legal">{packet.legalClock}</span>}
    </Line>
  </>
)

interface PacketSummaryProps {
  readonly escalation: Row<'escalations'>
  /** The case, where its summary stands with the hand-over: in that are the steps, the promise and the legal clock. */
  readonly row?: Row<'cases'>
}

/** The hand-over as Tier 2 reads it: the question first, then all that is needed to answer it. */
export function PacketSummary({ escalation, row }: PacketSummaryProps) {
  const { packet, externalRef } = escalation
  const brief = row !== undefined && (
    <div className="mt-2 border-t border-line-soft pt-2">
      <CaseBriefBox row={row} packet={packet} />
    </div>
  )
  if (packet === null) {
    return (
      <>
        <p className="text-ink-2">
          {say('packet.none-kept')}
          {externalRef !== null && ` ${say('packet.external', { ref: externalRef })}.`}
        </p>
        {brief}
      </>
    )
  }
  return (
    <div>
      <p dir="auto" className="mb-2 font-medium wrap-anywhere whitespace-pre-wrap">
        {packet.ask}
      </p>
      <dl>
        <Line label={say('packet.reason')}>{say(`escalation-reason.${packet.reason}`)}</Line>
        <Line label={say('packet.order')}>
          {packet.order.has === 'order' ? packet.order.number : say('packet.no-order', { why: packet.order.why })}
        </Line>
        {row === undefined && (
          <Line label={say('packet.steps')}>
            <ol className="list-decimal ps-4">
              {packet.steps.map(({ step, result }) => (
                <li key={`${step} ${result}`}>
                  {unnumbered(step)} <span className="text-ink-3">→</span> {result}
                </li>
              ))}
            </ol>
          </Line>
        )}
        <Line label={say('packet.sop')}>
          <SopFollowed sop={packet.sop} />
        </Line>
        <Line label={say('packet.evidence')}>{packet.evidence}</Line>
        {row === undefined && <PromiseAndLaw packet={packet} />}
        <Line label={say('packet.market')}>{packet.market}</Line>
      </dl>
      {brief}
    </div>
  )
}
