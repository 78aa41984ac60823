import type { Row } from '#shared/tables.ts'
import { Tag } from '#renderer/ui/tag.tsx'
import { say } from '#renderer/words/say.ts'

const Part = ({ label, text }: { label: string; text: string }) => (
  <div>
    <h3 className="text-sm text-ink-3">{label}</h3>
    <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {text}
    </p>
  </div>
)

/** What Tier 2 decided, and the reply it wrote for the party. */
export function DecisionBox({ escalation }: { escalation: Row<'escalations'> }) {
  const { decision, replyText, decisionCode, incident } = escalation
  if (decision === null && replyText === null) return null
  return (
    <div className="mb-3 flex flex-col gap-2 rounded-lg border border-line bg-ok-soft px-3 py-2">
      {(decisionCode ?? incident) && (
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
          {decisionCode && <Tag tone="ok">{say(`decision-code.${decisionCode}`)}</Tag>}
          {incident && say('incident.decided-with', { number: incident.number })}
        </p>
      )}
      {decision !== null && <Part label={say('packet.decision')} text={decision} />}
      {replyText !== null && <Part label={say('packet.reply')} text={replyText} />}
    </div>
  )
}
