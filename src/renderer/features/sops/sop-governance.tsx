import type { SopCitation, SopContent, SopWindow } from '#shared/domain/sop.ts'
import { dayBegins, dayIn, sameDayIn } from '#shared/market-days.ts'
import { onlyMarketOf, windowsOf } from '#shared/sop-force.ts'
import { Field } from '#renderer/ui/field.tsx'
import { FormRows } from '#renderer/ui/form-rows.tsx'
import { SelectField, type SelectOption } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'

interface SopGovernanceProps {
  readonly content: SopContent
  readonly onChange: (part: Partial<SopContent>) => void
}

const everyMarket = 'every'

/** A window for another market: from and until the same days there. */
const movedTo = ({ market: was, from, to }: SopWindow, market: string | null): SopWindow => ({
  market,
  from: sameDayIn(from, was, market),
  to: sameDayIn(to, was, market),
})

const readOptions = (workspace: Workspace): { agents: SelectOption[]; markets: SelectOption[] } => {
  const agents = workspace.all('agents').filter(({ active }) => active)
  const markets = new Set(agents.flatMap((agent) => agent.markets).filter((market) => market !== '*'))
  return {
    agents: agents.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label)),
    markets: [
      { value: everyMarket, label: say('sop.every-market') },
      ...[...markets].sort().map((market) => ({ value: market, label: market })),
    ],
  }
}

interface DayProps {
  readonly label: string
  /** Where it is a day; null: by UTC. */
  readonly market: string | null
  readonly value: string | null | undefined
  readonly onChange: (at: string | null) => void
}

// Whoever types a year is at 20266 for a moment.
const fourDigits = /^\d{4}-/

/** A day, kept as the instant at which it begins there. */
const Day = ({ label, market, value, onChange }: DayProps) => (
  <TextField
    type="date"
    aria-label={label}
    title={label}
    className="w-38"
    value={value === null || value === undefined ? '' : dayIn(value, market)}
    onChange={({ target: { value: day } }) => {
      if (day === '') onChange(null)
      else if (fourDigits.test(day)) onChange(dayBegins(day, market))
    }}
  />
)

/** Who answers for an SOP, where and from when until when it holds, and on which law it rests. */
export function SopGovernance({ content, onChange }: SopGovernanceProps) {
  const { agents, markets } = useRows(['agents'], readOptions)
  const own = agents.find(({ value }) => value === content.owner?.agentId)
  // Days that are those of no window: in its market, where it is for one alone.
  const place = onlyMarketOf(content)
  const setWindows = (effective: SopWindow[]): void => {
    const [first, ...others] = effective
    if (first === undefined) return
    // Builds from before there were dates go by the one market.
    const next = { effective, market: others.length === 0 ? first.market : null }
    const [was, is] = [onlyMarketOf(content), onlyMarketOf(next)]
    onChange({
      ...next,
      ...(content.reviewAt ? { reviewAt: sameDayIn(content.reviewAt, was, is) } : {}),
      ...(content.expiresAt ? { expiresAt: sameDayIn(content.expiresAt, was, is) } : {}),
    })
  }
  return (
    <>
      <FormRows
        legend={say('sop-editor.holds')}
        rows={windowsOf(content)}
        most={40}
        addLabel={say('sop-editor.add-market')}
        removeLabel={(n) => say('sop-editor.remove-market', { n })}
        fresh={(): SopWindow => ({ market: null, from: null, to: null })}
        onChange={setWindows}
        row={(window, change) => (
          <>
            <SelectField
              aria-label={say('sop-editor.market')}
              className="w-40"
              value={window.market ?? everyMarket}
              options={markets}
              onChange={(market) => change({ ...window, ...movedTo(window, market === everyMarket ? null : market) })}
            />
            <Day
              label={say('sop-editor.from')}
              market={window.market}
              value={window.from}
              onChange={(from) => change({ ...window, from })}
            />
            <Day
              label={say('sop-editor.to')}
              market={window.market}
              value={window.to}
              onChange={(to) => change({ ...window, to })}
            />
          </>
        )}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field label={say('sop.owner')}>
          {(control) => (
            <SelectField
              {...control}
              value={own?.value ?? ''}
              placeholder={content.owner?.name ?? say('sop.nobody')}
              options={agents}
              onChange={(agentId) => {
                const name = agents.find(({ value }) => value === agentId)?.label
                if (name !== undefined) onChange({ owner: { agentId, name } })
              }}
            />
          )}
        </Field>
        <Field label={say('sop.legal-owner')}>
          {(control) => (
            <TextField
              {...control}
              maxLength={200}
              value={content.legalOwner ?? ''}
              onChange={(event) => onChange({ legalOwner: event.target.value })}
            />
          )}
        </Field>
        <Field label={say('sop.review')}>
          {() => (
            <Day
              label={say('sop.review')}
              market={place}
              value={content.reviewAt}
              onChange={(reviewAt) => onChange({ reviewAt })}
            />
          )}
        </Field>
        <Field label={say('sop.expires')}>
          {() => (
            <Day
              label={say('sop.expires')}
              market={place}
              value={content.expiresAt}
              onChange={(expiresAt) => onChange({ expiresAt })}
            />
          )}
        </Field>
      </div>
      <Citations citations={content.citations ?? []} onChange={(citations) => onChange({ citations })} />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-3.5 accent-accent"
          checked={content.isAckAsked === true}
          onChange={(event) => onChange({ isAckAsked: event.target.checked })}
        />
        {say('sop-editor.ack-asked')}
      </label>
    </>
  )
}

interface CitationsProps {
  readonly citations: readonly SopCitation[]
  readonly onChange: (citations: SopCitation[]) => void
}

const Citations = ({ citations, onChange }: CitationsProps) => (
  <FormRows
    legend={say('sop.citations')}
    rows={citations}
    most={20}
    addLabel={say('sop-editor.add-citation')}
    removeLabel={(n) => say('sop-editor.remove-citation', { n })}
    fresh={(): SopCitation => ({
      law: '',
      source: '',
      verifiedAt: `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`,
    })}
    onChange={onChange}
    row={(citation, change) => (
      <>
        <TextField
          aria-label={say('sop-editor.law')}
          placeholder={say('sop-editor.law')}
          className="min-w-40 flex-1"
          maxLength={300}
          value={citation.law}
          onChange={(event) => change({ ...citation, law: event.target.value })}
        />
        <TextField
          aria-label={say('sop-editor.law-source')}
          placeholder={say('sop-editor.law-source')}
          className="min-w-40 flex-1"
          maxLength={500}
          value={citation.source}
          onChange={(event) => change({ ...citation, source: event.target.value })}
        />
        <Day
          label={say('sop-editor.verified')}
          market={null}
          value={citation.verifiedAt}
          onChange={(at) => change({ ...citation, verifiedAt: at ?? citation.verifiedAt })}
        />
      </>
    )}
  />
)
