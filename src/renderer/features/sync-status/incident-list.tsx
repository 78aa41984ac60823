import type { Keeping, KeptIncident } from '#renderer/workspace/workspace.ts'
import { say, sayAt } from '#renderer/words/say.ts'
import { incidentWords } from './incident-words.ts'

function Item({ incident, keeping }: { incident: KeptIncident; keeping: Keeping }) {
  const { what, done, must } = incidentWords(incident, keeping)
  const when = incident.isReported ? 'health.incident-at' : 'health.incident-unreported'
  return (
    <li className="border-t border-line-soft py-2 first:border-t-0">
      <p>{what}</p>
      <p className="text-ink-2">
        {done} {must}
      </p>
      <p className="text-sm text-ink-3 tabular-nums">{say(when, { at: sayAt(incident.at) })}</p>
    </li>
  )
}

/** What went wrong with what is kept here and was not read yet, newest first. */
export function IncidentList({ keeping }: { keeping: Keeping }) {
  return (
    <section className="mt-3 border-t border-line pt-3">
      <h3 className="text-sm font-medium text-ink-3">{say('health.incidents')}</h3>
      {keeping.incidents.length === 0 ? (
        <p className="py-1">{say('health.no-incidents')}</p>
      ) : (
        <ol>
          {keeping.incidents.map((incident) => (
            <Item key={incident.id} incident={incident} keeping={keeping} />
          ))}
        </ol>
      )}
    </section>
  )
}
