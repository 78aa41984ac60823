import { nextLegal, nextPromise } from '#shared/clocks/next-due.ts'
import { isQueueOf } from '#shared/audience.ts'
import type { Agent } from '#shared/domain/agent.ts'
import type { AnyRow, Row, WarmTable } from '#shared/tables.ts'
import {
  type FirstScreen,
  type ScreenContent,
  forgetFirstScreen,
  keepFirstScreen,
  readFirstScreen,
} from '#renderer/sync/first-screen.ts'
import type { Seal } from '#renderer/sync/seal.ts'
import { type ViewId, fixedViews } from './case-lists.ts'
import type { Unlocked } from './device-lock.ts'
import type { Session } from './saved-session.ts'
import { rememberedView, useScreen } from './screen-store.ts'
import type { Workspace } from './workspace.ts'

/** Rows of the list that are kept: more than a screen shows. */
const mostCases = 50
/** A new picture at most so often, in milliseconds. */
const restMs = 3000

/** The desk as it was when this window was last open, for the moment until its rows are here. Nothing in it can be acted on. */
export interface DeskPicture {
  /** Where one is: workspace and site. */
  readonly place: string
  readonly meId: string
  readonly meName: string
  readonly role: Agent['role']
  readonly view: ViewId
  readonly cases: readonly Row<'cases'>[]
  /** Names of colleagues by id. */
  readonly holders: ReadonlyMap<string | null, string>
  readonly lists: {
    count(view: ViewId): number
    queues(kind: Row<'queues'>['kind']): readonly Row<'queues'>[]
    saved(): readonly Row<'views'>[]
  }
  queueName(id: string): string | undefined
  savedView(id: string): Row<'views'> | undefined
}

/** The picture of last time; null where there is none, where it does not open with this agent's key, or where another list comes first. */
export async function readPicture({ session, seal }: Pick<Unlocked, 'session' | 'seal'>): Promise<DeskPicture | null> {
  const screen = await readFirstScreen({ agentId: session.agent.id, seal, storage: localStorage })
  if (screen === null || (rememberedView() ?? screen.view) !== screen.view) return null
  return pictureOf(screen, session)
}

function pictureOf(screen: FirstScreen, { agent, workspace }: Session): DeskPicture {
  const site = agent.siteId === null ? undefined : screen.get('sites', agent.siteId)
  return {
    place: site === undefined ? workspace : `${workspace} · ${site.name}`,
    meId: agent.id,
    meName: agent.name,
    role: agent.role,
    view: screen.view as ViewId,
    cases: screen.all('cases'),
    holders: new Map(screen.all('agents').map(({ id, name }) => [id, name])),
    lists: {
      count: (view) => screen.count(view),
      queues: (kind) => screen.all('queues').filter((queue) => queue.kind === kind),
      saved: () => screen.all('views'),
    },
    queueName: (id) => screen.get('queues', id)?.name,
    savedView: (id) => screen.get('views', id),
  }
}

/** Takes a new picture now and then, when the window has time. Answers how to stop. */
export function keepPicture(workspace: Workspace, seal: Seal): () => void {
  const ports = { agentId: workspace.me.id, seal, storage: localStorage, idle }
  const source = {
    subscribe: (listener: () => void): (() => void) => {
      const stops = [
        workspace.subscribe(listener),
        useScreen.subscribe((now, before) => now.view !== before.view && listener()),
      ]
      return () => stops.forEach((stop) => stop())
    },
  }
  return keepFirstScreen(ports, source, () => pictureContent(workspace, useScreen.getState().view))
}

/** The agent signed out: nothing of their desk is left to be looked at. */
export const forgetPicture = (agentId: string): void => forgetFirstScreen(agentId, localStorage)

const idle = (): Promise<void> =>
  new Promise((resolve) => setTimeout(() => requestIdleCallback(() => resolve(), { timeout: restMs }), restMs))

/** What the list of a view and the navigation show, and no more. */
export function pictureContent(workspace: Workspace, view: ViewId): ScreenContent {
  const { lists, me } = workspace
  const queues = workspace.all('queues').filter((queue) => isQueueOf(me, queue))
  const cases = lists.cases(view).slice(0, mostCases).map(asListed)
  const holderIds = new Set(cases.map(({ assigneeId }) => assigneeId))
  const holders = workspace.all('agents').filter(({ id }) => id !== me.id && holderIds.has(id))
  const site = me.siteId === null ? undefined : workspace.get('sites', me.siteId)
  const views = [...fixedViews, ...queues.flatMap(({ id }): ViewId[] => [`queue/${id}`, `tier-2/${id}`])]
  const savedViews = workspace.views.all()
  const saved = savedViews.map(({ id }) => [`view/${id}`, lists.countAtHand(`view/${id}`) ?? 0] as const)
  const counts = [...views.map((one) => [one, lists.count(one)] as const), ...saved].filter(([, n]) => n > 0)
  return {
    view,
    counts: new Map(counts),
    rows: new Map<WarmTable, readonly AnyRow[]>([
      ['sites', site === undefined ? [] : [site]],
      ['queues', [...lists.queues('cases'), ...lists.queues('escalations')]],
      ['agents', holders],
      ['views', savedViews],
      ['cases', cases],
    ]),
  }
}

/** A row without what no list shows: there is little room. */
const asListed = ({ times: _times, clocksAt: _clocksAt, ...row }: Row<'cases'>): Row<'cases'> => ({
  ...row,
  ...(row.clocks === undefined ? {} : { clocks: [nextPromise(row), nextLegal(row)].filter((clock) => clock !== null) }),
  snippet: '',
  fields: {},
  orderIds: [],
  partyIds: [],
  partyId: '',
  lastReplyId: null,
  source: null,
})
