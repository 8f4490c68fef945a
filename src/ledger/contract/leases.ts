// Leases: one holder at a time for a name, e.g. the poller of a mailbox.

export interface Lease {
  readonly name: string
  readonly holder: string
  /** Grows with every new holder; under an older number the lease can be neither renewed nor released. */
  readonly fence: number
}

export interface Leases {
  acquireLease(name: string, holder: string, ttlMs: number): Promise<Lease | undefined>
  /** Who holds a lease now; undefined when nobody does. */
  currentLease(name: string): Promise<Lease | undefined>
  releaseLease(lease: Lease): Promise<void>
}
