import { createLedger } from '../../../src/ledger/create-ledger.js'
import { ledgerContract } from '../../contracts/ledger.js'

ledgerContract('sqlite', (options) => createLedger('sqlite::memory:', options))
