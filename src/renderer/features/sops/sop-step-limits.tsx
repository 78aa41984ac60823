import { useState } from 'react'
import type { StepLimit } from '#shared/domain/sop-step.ts'
import { TextField } from '#renderer/ui/text-field.tsx'
import { say } from '#renderer/words/say.ts'

const roles = ['tier-1', 'tier-2', 'supervisor'] as const
const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text)

interface SopStepLimitsProps {
  readonly limits: readonly StepLimit[]
  readonly onChange: (limits: StepLimit[]) => void
}

/** How much each role may decide by itself in a step; without a currency the step asks for no amount. */
export function SopStepLimits({ limits, onChange }: SopStepLimitsProps) {
  const [currency, setCurrency] = useState(limits[0]?.currency ?? '')
  const write = (next: string): void => {
    setCurrency(next)
    onChange(isCurrency(next) ? roles.map((role) => ({ role, amount: amountOf(role), currency: next })) : [])
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
              onChange([...others, { role, amount, currency }])
            }}
          />
        ))}
    </div>
  )
}
