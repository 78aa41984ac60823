import { Server } from 'socket.io'
import { bareGroups } from '../bare-postgres.ts'
import { answer, say } from './child.ts'
import { listening } from './http-port.ts'

// The least that must happen: Socket.IO in, one statement per group into PostgreSQL, acknowledgement and broadcast out.
const [databaseUrl = '', cases = '0', lanes = '0'] = process.argv.slice(2)

const { server, url } = await listening()
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
const groups = await bareGroups(databaseUrl, {
  cases: Number(cases),
  lanes: Number(lanes),
  atMost: 500,
  told: (group) =>
    io.emit(
      'changes',
      group.map(({ mark, caseId }) => ({ mark, caseId })),
    ),
})
let connected = 0
io.on('connection', (socket) => {
  const lane = connected
  connected += 1
  socket.on('mutation', (mark: string, ack: (isKept: boolean) => void) => {
    groups.write(lane, mark).then(
      () => ack(true),
      () => ack(false),
    )
  })
})
answer({ stop: () => Promise.all([io.close(), groups.end()]).then(() => undefined) })
say({ url })
