import { nextStep } from '#shared/sop-steps.ts'
import type { Row } from '#shared/tables.ts'
import type { DemoBook } from './demo-book.ts'
import { demoId, minutesAgo } from './demo-ids.ts'
import type { DemoSopLife } from './demo-sop-shapes.ts'

/** What agents have said of SOPs, some of it answered. */
export const sopFeedbackRows = ({ feedback }: DemoSopLife, book: DemoBook): Row<'sopFeedback'>[] =>
  feedback.map(({ slug, kind, sop, by, ago, market, text, answer }) => {
    const about = sop === undefined ? undefined : book.sop(`${sop}.en`)
    const agent = book.agent(by)
    return {
      id: demoId('sopFeedback', slug),
      kind,
      groupId: about?.groupId ?? null,
      sopId: about?.id ?? null,
      title: about?.title ?? '',
      version: about?.version ?? 0,
      text,
      market,
      locale: agent.locale,
      ownerId: about?.owner?.agentId ?? null,
      byAgentId: agent.id,
      byName: agent.name,
      at: minutesAgo(book.now, ago),
      answer: answer === undefined ? null : answerOf(answer, book),
    }
  })

const answerOf = ({ by, ago, said }: NonNullable<DemoSopLife['feedback'][number]['answer']>, book: DemoBook) => {
  const agent = book.agent(by)
  return { byAgentId: agent.id, byName: agent.name, at: minutesAgo(book.now, ago), said }
}

/** SOPs that are worked through on cases, as far as they have come. Throws where a step is done that does not come next. */
export const sopRunRows = ({ runs }: DemoSopLife, book: DemoBook): Row<'sopRuns'>[] =>
  runs.map(({ case: number, sop, by, ago, done }) => {
    const { id: sopId, groupId, version, title, locale, steps = [] } = book.sop(`${sop}.en`)
    const agent = book.agent(by)
    const all: Row<'sopRuns'>['done'] = []
    for (const { key, ago: doneAgo, choice, evidence, amount, currency } of done) {
      const next = nextStep(steps, all)
      if (next?.key !== key) throw new Error(`The demo does the step "${key}" of ${sop}, which does not come next.`)
      all.push({
        key,
        at: minutesAgo(book.now, doneAgo),
        byAgentId: agent.id,
        byName: agent.name,
        role: agent.role,
        ...(choice === undefined ? {} : { choice }),
        ...(evidence === undefined ? {} : { evidence }),
        ...(amount === undefined || currency === undefined ? {} : { amount, currency }),
      })
    }
    const isDone = nextStep(steps, all) === null
    return {
      id: demoId('sopRuns', number, sop),
      caseId: demoId('cases', number),
      groupId,
      sopId,
      version,
      title,
      locale,
      steps,
      done: all,
      state: isDone ? 'finished' : 'running',
      startedBy: { agentId: agent.id, name: agent.name },
      startedAt: minutesAgo(book.now, ago),
      endedAt: isDone ? (all.at(-1)?.at ?? null) : null,
    }
  })
