import { offer } from '../page/measure.ts'
import { dexieSubject } from './dexie.ts'

offer(dexieSubject('rows'))
