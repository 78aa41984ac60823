import { Button } from '#renderer/ui/button.tsx'
import { aboutDesk } from '#renderer/workspace/policy.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'
import { say } from '#renderer/words/say.ts'
import { HealthLine } from './health-line.tsx'
import { useAsked } from './use-asked.ts'

/** Which Tierdesk this is, where its service is, and how much of it IT has decided. */
export function DeskLines() {
  const known = useAsked(aboutDesk)
  const { show } = useScreen.getState()
  const decided = known?.policy.entries.filter(({ by }) => by !== 'usual' && by !== 'own').length ?? 0
  return (
    <>
      <HealthLine term="about.version">
        {known?.about.version}
        {known !== null && (
          <p className="text-sm text-ink-3">
            {known.about.platform === 'browser' ? say('about.browser') : known.about.runtime}
          </p>
        )}
      </HealthLine>
      <HealthLine term="about.service">{known?.about.serviceUrl}</HealthLine>
      <HealthLine term="health.policies">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {known !== null && say('health.decided', { n: decided })}
          <Button size="sm" className="-my-0.5" onClick={() => show('about')}>
            {say('commands.about')}
          </Button>
        </div>
      </HealthLine>
    </>
  )
}
