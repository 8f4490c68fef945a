import { createLedger } from '../../../src/ledger/create-ledger.js'
import { oneMeaningContract } from '../../contracts/ledger/one-meaning.js'

oneMeaningContract((options) => createLedger('sqlite::memory:', options), [1, 2, 3, 4, 5])
