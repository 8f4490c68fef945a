// The suites that every ledger passes, one for each of its interfaces, whatever database is under it: run on SQLite by tests/unit/ledger
// and on PostgreSQL by tests/live. Each case gets an empty ledger with a clock of its own.
import { describe } from 'vitest'
import { accountsContract } from './ledger/accounts.js'
import { auditContract } from './ledger/audit.js'
import { burstsContract } from './ledger/bursts.js'
import { decisionsContract } from './ledger/decisions.js'
import { guaranteeContract } from './ledger/guarantee.js'
import { leasesContract } from './ledger/leases.js'
import { mailsContract } from './ledger/mails.js'
import { outboxContract } from './ledger/outbox.js'
import { reviewsContract } from './ledger/reviews.js'
import { threadsContract } from './ledger/threads.js'
import type { OpenLedger } from './ledger-samples.js'

const contracts = {
  mails: mailsContract,
  bursts: burstsContract,
  decisions: decisionsContract,
  threads: threadsContract,
  outbox: outboxContract,
  reviews: reviewsContract,
  guarantee: guaranteeContract,
  accounts: accountsContract,
  leases: leasesContract,
  'the audit log': auditContract,
}

export const ledgerContract = (name: string, open: OpenLedger): void =>
  describe.each(Object.entries(contracts))(`ledger on ${name}: %s`, (_family, contract) => contract(open))
