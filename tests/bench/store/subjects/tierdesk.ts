import type { Seal } from '../../../../src/renderer/sync/seal.ts'
import { offer } from '../page/measure.ts'
import { tierdeskSubject } from './tierdesk-store.ts'

/** Seals nothing: what the seal itself costs is the difference to `tierdesk-sealed`. */
const noSeal: Seal = { seal: async (_, bytes) => bytes, open: async (_, bytes) => bytes }

offer(tierdeskSubject(async () => noSeal))
