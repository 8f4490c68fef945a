import { createLedger } from '../../../src/ledger/create-ledger.js'
import { accountsContract } from '../../contracts/accounts.js'

accountsContract('sqlite', (options) => createLedger('sqlite::memory:', options))
