import { DeviceSeal } from '#renderer/sync/seal/device-seal.ts'
import { IndexStore } from './index-store.ts'
import { InsightStore } from './insight-store.ts'
import { KeptIndex } from './kept-index.ts'
import { KeptInsight } from './kept-insight.ts'
import { SearchRoom } from './search-room.ts'
import type { IndexOwner, SearchReply, SearchRequest } from './sop-search-protocol.ts'

let room: SearchRoom | null = null

const reply = (said: SearchReply): void => postMessage(said)

async function open({ agentId, key }: IndexOwner): Promise<void> {
  const seal = new DeviceSeal(key)
  const [index, insight] = await Promise.all([
    IndexStore.open(agentId, seal).then((store) => KeptIndex.open(store)),
    InsightStore.open(agentId, seal).then((store) => KeptInsight.open(store)),
  ])
  room = new SearchRoom(index, insight)
  reply({ is: 'opened', marks: index.marks() })
}

addEventListener('message', ({ data: request }: MessageEvent<SearchRequest>) => {
  if (request.do === 'open') {
    void open(request.owner)
    return
  }
  const said = room?.answer(request) ?? null
  if (said !== null) reply(said)
})
