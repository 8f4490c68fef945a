import { createLedger } from '../../../src/ledger/create-ledger.js'
import { deskContract } from '../../contracts/desk.js'

deskContract('sqlite', (options) => createLedger('sqlite::memory:', options))
