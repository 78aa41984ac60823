import { EscalationReason } from '#shared/domain/escalation.ts'
import type { Row } from '#shared/tables.ts'
import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextArea } from '#renderer/ui/text-area.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say, sayMoney } from '#renderer/words/say.ts'
import { type PacketDraft, withReason } from './packet-draft.ts'
import { SopChoice } from './sop-choice.tsx'
import { StepsField } from './steps-field.tsx'

interface PacketFieldsProps {
  readonly draft: PacketDraft
  /** Of the case: queues of Tier 2 are for markets and reasons. */
  readonly market: string
  readonly queues: readonly Row<'queues'>[]
  readonly orders: readonly Row<'orders'>[]
  readonly onChange: (part: Partial<PacketDraft>) => void
}

const reasons = EscalationReason.options

/** Everything Tier 2 needs to decide. What suits the case is filled in already. */
export function PacketFields(props: PacketFieldsProps) {
  const { draft, onChange } = props
  return (
    <div className="flex flex-col gap-4">
      <WhatAndWhere {...props} />
      <StepsField steps={draft.steps} onChange={(steps) => onChange({ steps })} />
      <Field label={say('escalate.sop')}>
        {({ id }) => <SopChoice id={id} value={draft.sop} onChange={(sop) => onChange({ sop })} />}
      </Field>
      <Field label={say('escalate.evidence')} hint={say('escalate.evidence-hint')}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            data-part="evidence"
            maxLength={5000}
            value={draft.evidence}
            onChange={(event) => onChange({ evidence: event.target.value })}
          />
        )}
      </Field>
      <PromiseMade {...props} />
      <Field label={say('escalate.legal')} hint={say('escalate.legal-hint')}>
        {(control) => (
          <TextField
            {...control}
            maxLength={500}
            value={draft.legalClock}
            onChange={(event) => onChange({ legalClock: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

function WhatAndWhere({ draft, market, queues, orders, onChange }: PacketFieldsProps) {
  const orderOptions = [
    ...orders.map((order) => ({
      value: order.id,
      label: `${order.number} · ${sayMoney(order.total, order.currency)} · ${order.status}`,
    })),
    { value: 'none', label: say('escalate.no-order') },
  ]
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('escalate.queue')}>
          {(control) => (
            <SelectField
              {...control}
              data-part="queue"
              value={draft.queueId}
              placeholder={say('escalate.choose-queue')}
              options={queues.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(queueId) => onChange({ queueId, isQueueByHand: true })}
            />
          )}
        </Field>
        <Field label={say('escalate.reason')}>
          {(control) => (
            <SelectField
              {...control}
              data-part="reason"
              value={draft.reason}
              placeholder={say('escalate.choose-reason')}
              options={reasons.map((reason) => ({ value: reason, label: say(`escalation-reason.${reason}`) }))}
              onChange={(reason) => onChange(withReason(draft, reason, { queues, market }))}
            />
          )}
        </Field>
      </div>
      <Field label={say('escalate.ask')} hint={say('escalate.ask-hint')}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            data-part="ask"
            maxLength={15_000}
            value={draft.ask}
            onChange={(event) => onChange({ ask: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('escalate.order')}>
          {(control) => (
            <SelectField
              {...control}
              data-part="order"
              value={draft.order}
              placeholder={say('missing.order')}
              options={orderOptions}
              onChange={(order) => onChange({ order })}
            />
          )}
        </Field>
        {draft.order === 'none' && (
          <Field label={say('escalate.why-no-order')}>
            {(control) => (
              <TextField
                {...control}
                data-part="why-no-order"
                maxLength={500}
                value={draft.whyNoOrder}
                onChange={(event) => onChange({ whyNoOrder: event.target.value })}
              />
            )}
          </Field>
        )}
      </div>
    </>
  )
}

function PromiseMade({ draft, onChange }: PacketFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-[12.5rem_1fr_14rem] sm:items-end">
      <Field label={say('escalate.promise')}>
        {(control) => (
          <SelectField
            {...control}
            data-part="promise"
            value={draft.promise}
            placeholder={say('escalate.promise-choose')}
            options={[
              { value: 'none', label: say('escalate.promise-none') },
              { value: 'yes', label: say('escalate.promise-yes') },
            ]}
            onChange={(promise) => onChange({ promise })}
          />
        )}
      </Field>
      {draft.promise === 'yes' && (
        <>
          <Field label={say('escalate.promise-what')}>
            {(control) => (
              <TextField
                {...control}
                data-part="promise-what"
                maxLength={1000}
                value={draft.promiseWhat}
                onChange={(event) => onChange({ promiseWhat: event.target.value })}
              />
            )}
          </Field>
          <Field label={say('escalate.promise-due')}>
            {(control) => (
              <TextField
                {...control}
                type="datetime-local"
                data-part="promise-due"
                value={draft.promiseDue}
                onChange={(event) => onChange({ promiseDue: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
    </div>
  )
}
