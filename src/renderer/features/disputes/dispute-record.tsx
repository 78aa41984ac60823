import type { ReactNode } from 'react'
import { Tag } from '#renderer/ui/tag.tsx'
import { say, sayAt, sayMoney } from '#renderer/words/say.ts'
import type { ShownDispute } from './desk-view.ts'
import { moneyWords, turnWords } from './dispute-words.ts'

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="border-b border-line-soft px-4 py-3">
    <h3 className="mb-1.5 text-sm text-ink-3">{title}</h3>
    {children}
  </section>
)

const Said = ({ children }: { children: ReactNode }) => (
  <p dir="auto" className="wrap-anywhere whitespace-pre-wrap select-text">
    {children}
  </p>
)

/** What was asked and said, shown and decided, and everything that happened, in order. */
export function DisputeRecord({ seen }: { seen: ShownDispute }) {
  return (
    <>
      <Part title={say('dispute.claims')}>
        {seen.claims.map((claim) => (
          <div key={claim.text} className="mb-1 last:mb-0">
            <Tag>{say(`dispute-asks.${claim.asks}`)}</Tag>
            <Said>{claim.text}</Said>
          </div>
        ))}
      </Part>
      {seen.positions.length > 0 && (
        <Part title={say('dispute.positions')}>
          {seen.positions.map(({ side, text, at }) => (
            <div key={`${at} ${text}`} className="mb-2 last:mb-0">
              <p className="text-sm text-ink-3">
                {say(`dispute-side.${side}`)} · {sayAt(at)}
              </p>
              <Said>{text}</Said>
            </div>
          ))}
        </Part>
      )}
      <Shown seen={seen} />
      {seen.decision !== null && <Decided decision={seen.decision} />}
      {seen.appeal !== null && (
        <Part title={say('dispute.appeal')}>
          <p className="text-sm text-ink-3">
            {say(`dispute-side.${seen.appeal.side}`)}
            {seen.appeal.result !== null && ` · ${resultWords(seen.appeal.result)}`}
          </p>
          <Said>{seen.appeal.grounds}</Said>
        </Part>
      )}
      <Timeline seen={seen} />
    </>
  )
}

const resultWords = (result: string): string =>
  say(result === 'overturned' ? 'dispute-result.overturned' : 'dispute-result.upheld')

function Shown({ seen }: { seen: ShownDispute }) {
  return (
    <Part title={say('dispute.evidence')}>
      {seen.evidence.length === 0 && <p className="text-ink-2">{say('dispute.no-evidence')}</p>}
      <ul className="flex flex-col gap-2">
        {seen.evidence.map(({ id, of, title, text, fileName, sha256, at }) => (
          <li key={id}>
            <p className="flex flex-wrap items-center gap-2">
              <span dir="auto" className="min-w-0 font-medium wrap-anywhere">
                {title}
              </span>
              <Tag tone={seen.audiences?.[id] === undefined ? 'plain' : 'warn'}>
                {say(`dispute-for.${seen.audiences?.[id] ?? 'both'}`)}
              </Tag>
            </p>
            {text !== '' && <Said>{text}</Said>}
            {fileName !== null && <Said>{fileName}</Said>}
            <p className="text-sm text-ink-3">
              {say(`dispute-side.${of}`)} · {sayAt(at)} ·{' '}
              <span title={say('dispute.whole-fingerprint', { hash: sha256 })} className="whitespace-nowrap">
                {say('dispute.fingerprint', { hash: sha256.slice(0, 12) })}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Decided({ decision }: { decision: NonNullable<ShownDispute['decision']> }) {
  const { outcome, money, clause, reasons, at } = decision
  return (
    <Part title={say('dispute.decision')}>
      <p className="mb-1 font-medium">
        {say(`dispute-outcome.${outcome}`)} · {moneyWords(money)}
      </p>
      <Said>{reasons}</Said>
      <p dir="auto" className="mt-1 text-ink-2 wrap-anywhere">
        {clause.title === null || clause.version === null
          ? clause.text
          : say('dispute.clause-of', {
              sop: say('packet.sop-version', { title: clause.title, version: clause.version }),
              clause: clause.text,
            })}
      </p>
      <p className="text-sm text-ink-3">{sayAt(at)}</p>
    </Part>
  )
}

const Timeline = ({ seen }: { seen: ShownDispute }) => (
  <Part title={say('dispute.timeline')}>
    <ol aria-label={say('dispute.timeline')} className="flex flex-col gap-1.5 text-sm">
      {seen.turns.map(({ at, what, side }) => {
        const name = seen.names?.[`${at} ${what}`] ?? null
        return (
          <li key={`${at} ${what}`} className="grid grid-cols-[0.5rem_1fr] items-baseline gap-2">
            <span aria-hidden className="mt-1.5 size-1.5 self-start rounded-full bg-edge" />
            <p className="flex flex-wrap gap-x-2">
              <span>{turnWords(what)}</span>
              {side !== null && <span className="text-ink-2">{say(`dispute-side.${side}`)}</span>}
              <span className="text-ink-3">
                {sayAt(at)}
                {name !== null && ` · ${name}`}
              </span>
            </p>
          </li>
        )
      })}
    </ol>
    {seen.amount !== null && seen.currency !== null && (
      <p className="mt-2 text-sm text-ink-3">
        {say('dispute.amount')}: {sayMoney(seen.amount, seen.currency)}
      </p>
    )}
  </Part>
)
