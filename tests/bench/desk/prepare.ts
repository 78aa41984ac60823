import { spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type ServiceUnderTest, serviceUnderTest } from '../../service-under-test.ts'

/** The real service with the demo workspace and, on top, everything of a Zendesk export. */
export async function serviceWithImport(folder: string): Promise<ServiceUnderTest> {
  const data = resolve(folder)
  try {
    await access(data)
  } catch {
    throw new Error(`There is no export at ${data}. Name a folder with --data.`)
  }
  const service = await serviceUnderTest()
  try {
    await importInto(service, data)
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
