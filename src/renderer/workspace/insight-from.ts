import type { AskLearnt, Learnt } from '#renderer/search/insight-feed.ts'
import type { Session } from './saved-session.ts'
import { callService } from './service-call.ts'

const ready = 200
const same = 204

/** Asks the service, with the session of whoever is signed in, what it has learnt from the workspace's history. */
export const insightFrom =
  ({ token }: Session, serviceUrl: string): AskLearnt =>
  async (have): Promise<Learnt> => {
    const response = await callService(serviceUrl, '/api/insight', { have }, { token })
    if (response.status === ready) return { is: 'new', bytes: new Uint8Array(await response.arrayBuffer()) }
    if (response.ok) return { is: response.status === same ? 'same' : 'wait' }
    throw new Error(`The service answered ${response.status}.`)
  }
