// The mail servers of the matrix: Dovecot with and without what RFC 6851 and RFC 4315 add, with the prefixes and separators that are
// met, and Cyrus with its two ways of naming folders.
import type { MailServer } from '../live/dovecot.js'
import { startCyrus } from '../live/start-cyrus.js'
import { type DovecotOptions, startDovecot } from '../live/start-dovecot.js'

export interface MatrixServer {
  readonly name: string
  readonly kind: 'dovecot' | 'cyrus'
  /** What becomes of an original: it leaves the inbox, or stays there with a keyword. */
  readonly original: 'removed' | 'marked'
  /** Whether rights and quotas can be set on its folders. */
  readonly hasLimits: boolean
  start(): Promise<MailServer & { stop: () => Promise<void> }>
}

const dovecot = (
  name: string,
  options: DovecotOptions,
  original: MatrixServer['original'] = 'removed',
): MatrixServer => ({
  ...{ name: `Dovecot ${name}`, kind: 'dovecot', original, hasLimits: options.hasLimits ?? false },
  start: () => startDovecot(options),
})

export const matrixServers: readonly MatrixServer[] = [
  dovecot('with MOVE and UIDPLUS', { hasLimits: true }),
  dovecot('without MOVE', { without: ['MOVE'], hasLimits: true }),
  dovecot('without UIDPLUS', { without: ['UIDPLUS'] }),
  dovecot('without MOVE and UIDPLUS', { without: ['MOVE', 'UIDPLUS'], hasLimits: true }, 'marked'),
  dovecot('with prefix INBOX. and separator .', { prefix: 'INBOX.', separator: '.' }),
  dovecot('with prefix INBOX/ and separator /', { prefix: 'INBOX/', separator: '/' }),
  dovecot('with separator .', { separator: '.' }),
  ...(['/', 'INBOX.'] as const).map(
    (namespace): MatrixServer => ({
      name: `Cyrus with ${namespace === '/' ? 'separator /' : 'prefix INBOX. and separator .'}`,
      ...{ kind: 'cyrus', original: 'removed', hasLimits: true },
      start: () => startCyrus({ namespace }),
    }),
  ),
]
