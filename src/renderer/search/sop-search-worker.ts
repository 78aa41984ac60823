import { DeviceSeal } from '#renderer/sync/seal/device-seal.ts'
import { IndexStore } from './index-store.ts'
import { KeptIndex } from './kept-index.ts'
import type { IndexOwner, SearchReply, SearchRequest } from './sop-search-protocol.ts'

let index: KeptIndex | null = null

const reply = (said: SearchReply): void => postMessage(said)

async function open({ agentId, key }: IndexOwner): Promise<void> {
  index = await KeptIndex.open(await IndexStore.open(agentId, new DeviceSeal(key)))
  reply({ is: 'opened', marks: index.marks() })
}

addEventListener('message', ({ data: request }: MessageEvent<SearchRequest>) => {
  switch (request.do) {
    case 'open':
      void open(request.owner)
      break
    case 'put':
      index?.put(request.texts)
      break
    case 'remove':
      index?.remove(request.ids)
      break
    case 'built':
      reply({ is: 'built' })
      break
    case 'search':
      reply({
        is: 'found',
        n: request.n,
        hits: index?.search(request.question, request.who, request.limit) ?? [],
      })
  }
})
