// The whole ledger: one object. What a function needs of it is one or two of these, each in a file of its own beside this one.
// SQLite and PostgreSQL pass the same suites (tests/contracts/ledger). Each method that changes something is one transaction,
// and writes its audit rows in that same transaction.
import type { Accounts } from './accounts.js'
import type { AuditLog } from './audit.js'
import type { DecisionStore } from './decisions.js'
import type { GuaranteeStore } from './guarantee.js'
import type { Leases } from './leases.js'
import type { LeftStore } from './left.js'
import type { MailStore } from './mails.js'
import type { Outbox } from './outbox.js'
import type { ReviewStore } from './reviews.js'

export type Ledger = MailStore &
  DecisionStore &
  Outbox &
  ReviewStore &
  LeftStore &
  GuaranteeStore &
  AuditLog &
  Leases & { readonly accounts: Accounts; close(): Promise<void> }
