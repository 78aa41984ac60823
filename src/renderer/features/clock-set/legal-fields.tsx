import { Field } from '#renderer/ui/field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { Tick } from '#renderer/ui/tick.tsx'
import { type WordKey, say } from '#renderer/words/say.ts'
import type { PolicyDraft } from './policy-draft.ts'
import { WrittenField } from './written-field.tsx'

interface LegalFieldsProps {
  readonly draft: PolicyDraft
  readonly faultOf: (part: keyof PolicyDraft) => WordKey | undefined
  readonly onChange: (part: Partial<PolicyDraft>) => void
}

const units = ['hour', 'calendar-day', 'business-day'] as const

/** What is demanded by a law or a rule of the platform, and on whose word. */
export function LegalFields({ draft, faultOf, onChange }: LegalFieldsProps) {
  const text = (part: 'amount' | 'source' | 'owner' | 'verifiedOn', label: WordKey, maxLength?: number) => (
    <WrittenField
      label={say(label)}
      value={draft[part]}
      fault={faultOf(part)}
      {...(maxLength === undefined ? {} : { maxLength })}
      onChange={(value) => onChange({ [part]: value })}
    />
  )
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        <Field label={say('clock-set.legal')}>
          {(control) => (
            <SelectField
              {...control}
              value={draft.unit}
              options={[
                { value: 'none', label: say('clock-set.no-legal') },
                ...units.map((unit) => ({ value: unit, label: say(`clock-set.unit.${unit}`) })),
              ]}
              onChange={(unit) => onChange({ unit })}
            />
          )}
        </Field>
        {draft.unit !== 'none' && text('amount', 'clock-set.amount', 4)}
      </div>
      {draft.unit !== 'none' && (
        <>
          {text('source', 'clock-set.source', 500)}
          <div className="grid grid-cols-2 gap-4">
            {text('owner', 'clock-set.owner', 200)}
            {text('verifiedOn', 'clock-set.verified', 10)}
          </div>
          <Tick isOn={draft.isByReply} onChange={() => onChange({ isByReply: !draft.isByReply })}>
            {say('clock-set.by-reply')}
          </Tick>
          {draft.unit === 'calendar-day' && (
            <Tick isOn={draft.isRolling} onChange={() => onChange({ isRolling: !draft.isRolling })}>
              {say('clock-set.rolling')}
            </Tick>
          )}
        </>
      )}
    </>
  )
}
