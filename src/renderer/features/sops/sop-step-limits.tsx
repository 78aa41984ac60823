import { useState } from 'react'
import { ActionKind, hasAmount } from '#shared/domain/desk-action.ts'
import type { SopStep } from '#shared/domain/sop-step.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'

const roles = ['tier-1', 'tier-2', 'supervisor'] as const
const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text)

const notGiven = 'none'
const kinds = ActionKind.options.filter(hasAmount)

interface SopStepLimitsProps {
  readonly step: SopStep
  readonly onChange: (step: SopStep) => void
}

function withoutAction(step: SopStep): SopStep {
  const { action: _gone, ...rest } = step
  return rest
}

/** How much each role may decide by itself in a step, and what for; without a currency the step asks for no amount. */
export function SopStepLimits({ step, onChange }: SopStepLimitsProps) {
  const { limits = [] } = step
  const [currency, setCurrency] = useState(limits[0]?.currency ?? '')
  const write = (next: string): void => {
    setCurrency(next)
    if (!isCurrency(next)) return onChange({ ...withoutAction(step), limits: [] })
    onChange({ ...step, limits: roles.map((role) => ({ role, amount: amountOf(role), currency: next })) })
  }
  const amountOf = (role: (typeof roles)[number]): number => limits.find((limit) => limit.role === role)?.amount ?? 0
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-sm text-ink-3">{say('sop-editor.limits')}</span>
      <TextField
        aria-label={say('sop-editor.currency')}
        placeholder="MYR"
        className="w-18"
        maxLength={3}
        value={currency}
        onChange={(event) => write(event.target.value.toUpperCase())}
      />
      {limits.length > 0 &&
        roles.map((role) => (
          <TextField
            key={role}
            type="number"
            min={0}
            aria-label={say('sop-editor.limit-of', { role: say(`role.${role}`) })}
            title={say('sop-editor.limit-of', { role: say(`role.${role}`) })}
            className="w-24"
            value={String(amountOf(role))}
            onChange={(event) => {
              const amount = Math.max(0, Number(event.target.value) || 0)
              const others = limits.filter((limit) => limit.role !== role)
              onChange({ ...step, limits: [...others, { role, amount, currency }] })
            }}
          />
        ))}
      {limits.length > 0 && (
        <SelectField
          aria-label={say('sop-editor.action')}
          title={say('sop-editor.action')}
          className="w-44"
          value={step.action ?? notGiven}
          options={[
            { value: notGiven, label: say('sop-editor.no-action') },
            ...kinds.map((value) => ({ value, label: say(`action-kind.${value}`) })),
          ]}
          onChange={(kind) => onChange(kind === notGiven ? withoutAction(step) : { ...step, action: kind })}
        />
      )}
    </div>
  )
}
