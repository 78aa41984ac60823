import { DeviceSeal, sealKey } from '../../../../src/renderer/sync/seal/device-seal.ts'
import { offer } from '../page/measure.ts'
import { tierdeskSubject } from './tierdesk-store.ts'

/** The same key each time: what is measured is using it, and the profile is opened again. */
const someKey = Uint8Array.from({ length: 32 }, (_, n) => n)

offer(tierdeskSubject(async () => new DeviceSeal(await sealKey(someKey))))
