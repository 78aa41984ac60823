import { useState } from 'react'
import { quietHoursOf } from '#shared/quiet-hours.ts'
import { Field } from '#renderer/ui/field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { Tick } from '#renderer/ui/tick.tsx'
import { allowNotices, tellsByItself } from '#renderer/workspace/outside.ts'
import { policyValue } from '#renderer/workspace/policy.ts'
import { useSettings } from '#renderer/workspace/settings-store.ts'
import { type WordKey, say } from '#renderer/words/say.ts'

interface TimeProps {
  label: string
  value: string
  onChange: (value: string) => void
}

const Time = ({ label, value, onChange }: TimeProps) => (
  <Field label={label}>
    {(control) => (
      // Emptied, a field says nothing: the time before holds until there is another.
      <TextField
        {...control}
        type="time"
        value={value}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    )}
  </Field>
)

/** When this agent is told outside of the window what is new. */
export function NoticeFields() {
  const notices = useSettings((settings) => settings.notices)
  const { setNotices } = useSettings.getState()
  const [refused, setRefused] = useState<WordKey | null>(null)
  const isForbidden = !policyValue('NotificationsAllowed')
  const isOn = !isForbidden && (notices.isOn ?? tellsByItself())
  const quietByIt = quietHoursOf(policyValue('QuietHours'))
  const { isOffDutyQuiet, areHoursQuiet, quietHours } = notices
  const toggle = (): void => {
    setRefused(null)
    if (isOn) return setNotices({ isOn: false })
    allowNotices().then(
      (why) => (why === null ? setNotices({ isOn: true }) : setRefused(`notices.refused-${why}`)),
      () => setRefused('notices.failed'),
    )
  }
  return (
    <fieldset className="mt-4 flex min-w-0 flex-col gap-2">
      <legend className="pb-1 font-medium">{say('notices.label')}</legend>
      <Tick isOn={isOn} onChange={toggle}>
        {say('notices.on')}
        <span className="block text-sm text-ink-3">{say('notices.hint')}</span>
      </Tick>
      <output className="text-sm text-bad empty:hidden">
        {isForbidden ? say('notices.refused-policy') : refused !== null && say(refused)}
      </output>
      {isOn && (
        // Below what it is about: all of it says when not.
        <div className="flex min-w-0 flex-col gap-2 pl-5.25">
          <Tick isOn={isOffDutyQuiet} onChange={() => setNotices({ isOffDutyQuiet: !isOffDutyQuiet })}>
            {say('notices.off-duty')}
          </Tick>
          <Tick isOn={areHoursQuiet} onChange={() => setNotices({ areHoursQuiet: !areHoursQuiet })}>
            {say('notices.quiet')}
          </Tick>
          {areHoursQuiet && (
            <div className="grid gap-3 sm:grid-cols-2">
              <Time
                label={say('notices.from')}
                value={quietHours.from}
                onChange={(from) => setNotices({ quietHours: { ...quietHours, from } })}
              />
              <Time
                label={say('notices.to')}
                value={quietHours.to}
                onChange={(to) => setNotices({ quietHours: { ...quietHours, to } })}
              />
            </div>
          )}
          {quietByIt !== null && <p className="text-sm text-ink-3">{say('notices.quiet-policy', { ...quietByIt })}</p>}
        </div>
      )}
    </fieldset>
  )
}
