import { missingFields, valueOf } from '#shared/domain/case-form.ts'
import { driverName } from '#shared/domain/contact-driver.ts'
import type { Row } from '#shared/tables.ts'
import { useKeyLabel } from '#renderer/commands/use-commands.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { say } from '#renderer/words/say.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { askWhatIsMissing } from '#renderer/workspace/solve-request.ts'
import { useRows } from '#renderer/workspace/use-rows.ts'
import type { Workspace } from '#renderer/workspace/workspace.ts'
import { answerWords } from './answers.ts'
import { Part } from './part.tsx'
import { useCaseForm } from './use-case-form.ts'

const readDrivers = (workspace: Workspace) => workspace.all('drivers')

/** What the form of a case asks and what was answered; what is needed to solve it says so while it is missing. */
export function FormLines({ row, mayChange }: { row: Row<'cases'>; mayChange: boolean }) {
  const form = useCaseForm(row)
  const drivers = useRows(['drivers'], readDrivers)
  const show = useScreen((screen) => screen.show)
  const formKey = useKeyLabel('case.complete')
  const driverKey = useKeyLabel('case.driver')
  const missing = new Set(missingFields(row, form).map(({ key }) => key))
  const driver = driverName(drivers, row.driverId)
  const needed = <Tag tone="warn">{say('details.needed-to-solve')}</Tag>
  return (
    <>
      <Part
        title={say('details.driver')}
        action={
          mayChange &&
          drivers.length > 0 && (
            <Button size="sm" keys={driverKey} onClick={() => show('driver')}>
              {say('details.change')}
            </Button>
          )
        }
      >
        {driver !== null && (
          <p dir="auto" className="wrap-anywhere">
            {driver}
          </p>
        )}
        {driver === null && form?.isDriverRequired === true && needed}
        {driver === null && form?.isDriverRequired !== true && <p className="text-ink-2">{say('details.no-driver')}</p>}
      </Part>
      <Part
        title={form === undefined ? say('details.form') : form.name}
        action={
          mayChange &&
          form !== undefined && (
            <Button size="sm" keys={formKey} onClick={() => askWhatIsMissing(row.id, null)}>
              {say('details.fill-in')}
            </Button>
          )
        }
      >
        {form === undefined || form.fields.length === 0 ? (
          <p className="text-ink-2">{say('details.no-form')}</p>
        ) : (
          <dl className="grid grid-cols-[minmax(5.75rem,40%)_1fr] gap-x-2 gap-y-1">
            {form.fields.map((field) => {
              const words = answerWords(field, valueOf(row, field.key))
              return (
                <div key={field.key} className="contents">
                  <dt className="text-ink-3 wrap-anywhere">{field.label}</dt>
                  <dd dir="auto" className="min-w-0 wrap-anywhere select-text">
                    {words ?? (missing.has(field.key) ? needed : <span className="text-ink-3">–</span>)}
                  </dd>
                </div>
              )
            })}
          </dl>
        )}
      </Part>
    </>
  )
}
