import { spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { widestView } from '../../e2e/texts-on.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../../service-under-test.ts'
import { padCases } from './pad-cases.ts'

/** How many cases there are at least. */
const wanted = 20_000

/** The real service with the demo workspace, everything of a Zendesk export where there is one, and as many generated cases as are missing. */
export async function fullService(folder: string): Promise<ServiceUnderTest> {
  const data = resolve(folder)
  const isThere = await access(data).then(
    () => true,
    () => false,
  )
  if (!isThere) process.stdout.write(`There is no export at ${data}: the cases are generated.\n`)
  const service = await serviceUnderTest()
  try {
    if (isThere) await importInto(service, data)
    const rows = await widestView(service.directUrl, service.password)
    const missing = wanted - rows.filter(({ t }) => t === 'cases').length
    if (missing > 0) await padCases(service.folder, missing)
    // The import is another process: what it wrote reaches windows once the service has noticed.
    await service.stop()
    await service.start()
  } catch (error) {
    await service.remove()
    throw error
  }
  return service
}

const importInto = (service: ServiceUnderTest, data: string): Promise<void> =>
  new Promise((done, failed) => {
    const report = resolve(service.folder, '../import-report.json')
    const child = spawn(process.execPath, ['src/service/import.ts', '--from', 'zendesk', data, '--report', report], {
      env: { ...process.env, TIERDESK_DATA: service.folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`The import ended with ${code}.`))))
  })
