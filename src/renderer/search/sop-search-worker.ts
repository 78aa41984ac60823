import { SopIndex } from './sop-index.ts'
import type { SearchReply, SearchRequest } from './sop-search-protocol.ts'

const index = new SopIndex()

/** Answers one request, or null where none is due. */
function answer(request: SearchRequest): SearchReply | null {
  switch (request.do) {
    case 'put':
      index.put(request.texts)
      return null
    case 'remove':
      index.remove(request.ids)
      return null
    case 'built':
      return { is: 'built' }
    case 'search':
      return { is: 'found', n: request.n, hits: index.search(request.question, request.who, request.limit) }
  }
}

addEventListener('message', ({ data }: MessageEvent<SearchRequest>) => {
  const reply = answer(data)
  if (reply !== null) postMessage(reply)
})
