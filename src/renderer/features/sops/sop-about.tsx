import { type ReactNode, useCallback } from 'react'
import type { Row } from '#shared/tables.ts'
import { dayIn } from '#shared/market-days.ts'
import { onlyMarketOf, windowsOf } from '#shared/sop-force.ts'
import { say, sayDate, sayDay } from '#renderer/words/say.ts'
import { useOpenLink } from '#renderer/workspace/open-link.ts'
import { sopRights } from '#renderer/workspace/sop-work.ts'
import { useNow } from '#renderer/workspace/use-now.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { isWebLink } from '#renderer/rich-text/web-link.ts'
import { SayOfSop } from './say-of-sop.tsx'
import { SopGates } from './sop-gates.tsx'
import { SopVersions } from './sop-versions.tsx'

type Sop = Row<'sops'>

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid grid-cols-[6.5rem_1fr] gap-2 py-0.5">
    <dt className="text-ink-3">{label}</dt>
    <dd dir="auto" className="min-w-0 wrap-anywhere">
      {children}
    </dd>
  </div>
)

/** From when until when it holds where, in words. */
function windowWords(sop: Sop): string[] {
  return windowsOf(sop).map(({ market, from, to }) => {
    const place = market ?? say('sop.every-market')
    // As it is called there, where it begins at another hour than here.
    const day = (at: string): string => sayDate(dayIn(at, market))
    if (from !== null && to !== null) return say('sop.holds-between', { place, from: day(from), to: day(to) })
    if (from !== null) return say('sop.holds-from', { place, from: day(from) })
    return to === null ? place : say('sop.holds-until', { place, to: day(to) })
  })
}

function Source({ source }: { source: string }) {
  const openLink = useOpenLink()
  if (!isWebLink(source)) return <>{source}</>
  return (
    <button type="button" className="text-start text-accent hover:underline" onClick={() => openLink(source)}>
      {source}
    </button>
  )
}

/** Who answers for an SOP, where it comes from, what changed in it, and what can be said of it. */
export function SopAbout({ sop }: { readonly sop: Sop }) {
  const workspace = useWorkspace()
  const now = useNow()
  const queues = useRows(
    ['queues', 'agents'],
    useCallback(
      (of: Workspace) =>
        of
          .all('queues')
          .filter((queue) => sopRights(of).gateQueue(queue))
          .sort((a, b) => a.position - b.position),
      [],
    ),
  )
  const day = (at: string): string => sayDate(dayIn(at, onlyMarketOf(sop)))
  const isReviewDue = (sop.reviewAt ?? null) !== null && Date.parse(sop.reviewAt ?? '') <= now
  return (
    <div className="flex flex-col gap-4">
      <dl>
        <Line label={say('sop.holds')}>
          {windowWords(sop).map((words) => (
            <p key={words}>{words}</p>
          ))}
        </Line>
        <Line label={say('sop.owner')}>{sop.owner?.name ?? say('sop.nobody')}</Line>
        {(sop.legalOwner ?? '') !== '' && <Line label={say('sop.legal-owner')}>{sop.legalOwner}</Line>}
        {sop.reviewAt !== null && sop.reviewAt !== undefined && (
          <Line label={say('sop.review')}>
            <span className={isReviewDue ? 'text-warn' : ''}>
              {isReviewDue ? say('sop.review-due', { at: day(sop.reviewAt) }) : day(sop.reviewAt)}
            </span>
          </Line>
        )}
        {sop.expiresAt !== null && sop.expiresAt !== undefined && (
          <Line label={say('sop.expires')}>{day(sop.expiresAt)}</Line>
        )}
      </dl>
      {(sop.citations ?? []).length > 0 && (
        <section>
          <h4 className="pb-1 font-medium">{say('sop.citations')}</h4>
          <ul className="flex flex-col gap-1.5">
            {(sop.citations ?? []).map(({ law, source, verifiedAt }) => (
              <li key={`${law} ${source}`} className="rounded-md border border-line-soft px-2.5 py-1.5">
                <p dir="auto" className="wrap-anywhere">
                  {law}
                </p>
                <p className="text-sm text-ink-3 wrap-anywhere">
                  <Source source={source} /> · {say('sop.verified', { at: sayDay(verifiedAt) })}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SayOfSop key={sop.id} sop={sop} />
      <SopVersions sop={sop} />
      {queues.length > 0 && sop.state === 'published' && <SopGates workspace={workspace} sop={sop} queues={queues} />}
    </div>
  )
}
