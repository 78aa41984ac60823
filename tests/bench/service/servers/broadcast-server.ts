import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { productCase } from '../../product-rows.ts'
import { caseOfRound, changesPerRound, roundMark } from '../rounds.ts'
import { answer, say } from './child.ts'
import { listening } from './http-port.ts'

// A change is one frame to everyone, as it is usually done: `node broadcast-server.ts socket.io|ws`.
const [kind] = process.argv.slice(2)

const { server, url } = await listening()

function broadcaster(): { send: (change: object) => void; close: () => Promise<void> } {
  if (kind === 'ws') {
    const sockets = new WebSocketServer({ server, perMessageDeflate: false })
    return {
      // The text is made once; each socket frames it.
      send: (change) => {
        const text = JSON.stringify(change)
        for (const socket of sockets.clients) socket.send(text)
      },
      close: async () => sockets.close(),
    }
  }
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
  return { send: (change) => void io.emit('change', change), close: () => io.close() }
}

const { send, close } = broadcaster()
const rows = Array.from({ length: changesPerRound }, (_, n) => productCase(n))
answer({
  round: (round) => {
    for (const [n, row] of rows.entries()) {
      const id = caseOfRound(round, n)
      send({ t: 'cases', id, v: round * changesPerRound + n, row: { ...row, id, tags: [roundMark(round)] } })
    }
  },
  stop: close,
})
say({ url })
