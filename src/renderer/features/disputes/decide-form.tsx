import { useRef, useState } from 'react'
import { DisputeOutcome, type WorkedDispute } from '#shared/domain/dispute.ts'
import type { Row } from '#shared/tables.ts'
import { DecideFrame } from '#renderer/forms/decide-frame.tsx'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { say, sayMoney } from '#renderer/words/say.ts'
import { decideDispute } from '#renderer/workspace/dispute-actions.ts'
import { useRows, useWorkspace } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { MoneyField, amountOf } from '#renderer/forms/money-field.tsx'
import { notedWords, stepWords } from './dispute-words.ts'

interface DecideFormProps {
  readonly row: Row<'cases'>
  readonly dispute: WorkedDispute
  readonly move: 'decide' | 'decide-appeal'
}

/** A decision while it is written. `null` for what a side is told: as it follows from the rest. */
interface Draft {
  readonly outcome: DisputeOutcome | ''
  readonly amount: string
  readonly sopId: string
  readonly clause: string
  readonly reasons: string
  readonly toCustomer: string | null
  readonly toSeller: string | null
}

const blank: Draft = {
  outcome: '',
  amount: '',
  sopId: 'none',
  clause: '',
  reasons: '',
  toCustomer: null,
  toSeller: null,
}

// What follows from the outcome: nothing goes to the customer where the seller is right.
const amountIn = ({ outcome, amount }: Draft): number => (outcome === 'seller' ? 0 : amountOf(amount))

/** The statement of reasons for either side, until somebody writes another. */
function statementOf(draft: Draft, currency: string): string {
  const { outcome, clause, reasons } = draft
  const amount = amountIn(draft)
  if (outcome === '' || Number.isNaN(amount)) return ''
  const first = say(`dispute-tell.${outcome}`, { amount: sayMoney(amount, currency) })
  return [first, reasons.trim(), clause.trim(), say('dispute-tell.appeal')].filter((part) => part !== '').join('\n\n')
}

function missingIn(draft: Draft, told: { customer: string; seller: string }): { part: string; label: string }[] {
  const parts: [string, string, boolean][] = [
    ['outcome', say('dispute.outcome'), draft.outcome === ''],
    ['amount', say('dispute.customer-gets'), Number.isNaN(amountIn(draft))],
    ['clause', say('dispute.clause'), draft.clause.trim() === ''],
    ['reasons', say('dispute.reasons'), draft.reasons.trim() === ''],
    ['customer', say('dispute.told-customer'), told.customer.trim() === ''],
    ['seller', say('dispute.told-seller'), told.seller.trim() === ''],
  ]
  return parts.flatMap(([part, label, isMissing]) => (isMissing ? [{ part, label }] : []))
}

const readSops = (workspace: Workspace) =>
  workspace
    .all('sops')
    .filter(({ state }) => state === 'published')
    .sort((a, b) => a.title.localeCompare(b.title, 'en'))

/** Decides a dispute, or the appeal against its decision: outcome, money, clause, reasons, and what each side is told. */
export function DecideForm({ row, dispute, move }: DecideFormProps) {
  const workspace = useWorkspace()
  const [draft, setDraft] = useState(blank)
  const first = useRef<HTMLSelectElement>(null)
  const sops = useRows(['sops'], readSops)
  const currency = dispute.currency ?? ''
  const statement = statementOf(draft, currency)
  const told = { customer: draft.toCustomer ?? statement, seller: draft.toSeller ?? statement }
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
  return (
    <DecideFrame
      title={stepWords(move)}
      text={say('dispute.decide-text')}
      size="lg"
      sendWords={say('dispute.decide-send')}
      sentWords={notedWords(move)}
      first={first}
      missing={missingIn(draft, told)}
      send={() => {
        if (draft.outcome === '') return { refused: 'bad-arguments' }
        const clause = { text: draft.clause.trim(), sopId: draft.sopId === 'none' ? null : draft.sopId }
        return decideDispute(workspace, { row, disputeId: dispute.id }, `dispute.${move}`, {
          outcome: draft.outcome,
          clause,
          amount: amountIn(draft),
          reasons: draft.reasons.trim(),
          toCustomer: told.customer.trim(),
          toSeller: told.seller.trim(),
        })
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('dispute.outcome')}>
          {(control) => (
            <SelectField
              {...control}
              ref={first}
              data-part="outcome"
              value={draft.outcome}
              placeholder={say('dispute.choose')}
              options={DisputeOutcome.options.map((value) => ({ value, label: say(`dispute-outcome.${value}`) }))}
              onChange={(outcome) =>
                change({ outcome, amount: outcome === 'buyer' ? String(dispute.amount ?? '') : draft.amount })
              }
            />
          )}
        </Field>
        {draft.outcome !== 'seller' && (
          <MoneyField
            label={say('dispute.customer-gets')}
            currency={currency}
            value={draft.amount}
            onChange={(amount) => change({ amount })}
          />
        )}
      </div>
      <Field label={say('dispute.clause-sop')}>
        {(control) => (
          <SelectField
            {...control}
            value={draft.sopId}
            options={[
              { value: 'none', label: say('dispute.clause-other') },
              ...sops.map(({ id, title, version }) => ({
                value: id,
                label: say('packet.sop-version', { title, version }),
              })),
            ]}
            onChange={(sopId) => change({ sopId })}
          />
        )}
      </Field>
      <Text
        part="clause"
        rows={2}
        label={say('dispute.clause')}
        hint={say('dispute.clause-hint')}
        max={1000}
        value={draft.clause}
        onChange={(clause) => change({ clause })}
      />
      <Text
        part="reasons"
        rows={3}
        label={say('dispute.reasons')}
        hint={say('dispute.both-read')}
        max={5000}
        value={draft.reasons}
        onChange={(reasons) => change({ reasons })}
      />
      <Text
        part="customer"
        rows={3}
        label={say('dispute.told-customer')}
        max={15_000}
        value={told.customer}
        onChange={(toCustomer) => change({ toCustomer })}
      />
      <Text
        part="seller"
        rows={3}
        label={say('dispute.told-seller')}
        max={15_000}
        value={told.seller}
        onChange={(toSeller) => change({ toSeller })}
      />
    </DecideFrame>
  )
}

interface TextProps {
  readonly part: string
  readonly rows: number
  readonly label: string
  readonly hint?: string
  readonly max: number
  readonly value: string
  readonly onChange: (text: string) => void
}

const Text = ({ part, rows, label, hint, max, value, onChange }: TextProps) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <TextArea
        {...control}
        dir="auto"
        data-part={part}
        rows={rows}
        tallest={160}
        maxLength={max}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)
