import { openPool } from '../../../src/service/database/pool.ts'
import { Sessions } from '../../../src/service/accounts/sessions.ts'
import { audienceMark, writeCursor } from '../../../src/service/sync/change-feed.ts'
import { epochAndHead } from '../../../src/service/sync/postgres-feed.ts'
import { scopesOf } from '../../../src/shared/audience.ts'
import { PROTOCOL_VERSION } from '../../../src/shared/sync/protocol.ts'
import { productAgent } from '../product-ids.ts'

/** What a window needs to connect and to go on from where the feed stands. */
export interface SignedIn {
  readonly auth: {
    readonly token: string
    readonly deviceId: string
    readonly clientId: string
    readonly protocol: number
  }
  readonly cursor: string
}

/** Signs so many windows in, of agents who see everything. `back`: how many feed numbers behind the head they stand. */
export async function signInWindows(url: string, count: number, agents: number, back = 0): Promise<SignedIn[]> {
  const pool = openPool(url, () => undefined, 4)
  try {
    const sessions = new Sessions(pool, Date.now)
    const { epoch, head, oldest } = await epochAndHead(pool)
    if (epoch === null) throw new Error('No service has been started on this database yet.')
    const number = Math.max(oldest, head - back)
    const windows: SignedIn[] = []
    for (let n = 0; n < count; n++) {
      const deviceId = crypto.randomUUID()
      const agent = productAgent(n % agents)
      const token = await sessions.start(agent.id, deviceId)
      if (token === null) throw new Error('The service did not let a window of the bench in.')
      // As the service itself says what they may see: from another audience a window would have to begin anew.
      const cursor = writeCursor({ epoch, number, audience: audienceMark(scopesOf(agent, [])) })
      windows.push({ auth: { token, deviceId, clientId: crypto.randomUUID(), protocol: PROTOCOL_VERSION }, cursor })
    }
    return windows
  } finally {
    await pool.end()
  }
}
