import { createLedger } from '../../../src/ledger/create-ledger.js'
import { watchContract } from '../../contracts/guarantee.js'

watchContract('sqlite', (options) => createLedger('sqlite::memory:', options))
