import { describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import type { Decision, ReviewAnswer } from '../../../src/journey.js'
import type { MailRecord } from '../../../src/ledger/contract/mails.js'
import { entryForAnswer } from '../../../src/route/answer.js'
import { aLocation, aMail } from '../build.js'

const mail = aMail()

const recordOf = (decision: Decision | undefined, changes: Partial<MailRecord> = {}): MailRecord => ({
  ...{ id: mail.id, account: 'borgerservice', state: 'decided', sizeBytes: 42, attempts: 1, subject: '' },
  ...{ receivedAt: undefined, recordedAt: '2025-03-04T09:00:00.000Z', parsed: mail },
  locations: [aLocation()],
  decision: decision && {
    ...{ id: 7, mailId: mail.id, decision, prediction: undefined, modelId: undefined, mode: 'auto' },
    ...{ actor: { kind: 'program' }, at: '2025-03-04T09:00:00.000Z', note: '' },
  },
  ...changes,
})

const asked: Decision = {
  kind: 'review',
  guess: label('pas'),
  because: { kind: 'suggest-mode' },
  mustSee: ['threat'],
}
const filed: Decision = {
  kind: 'route',
  parts: [{ queue: label('pas') }],
  because: { kind: 'suggest-mode' },
  mustSee: [],
}
const facts = {
  folderOf: (key: string) => `Afdelinger/${key}`,
  queueKind: 'ledger-queue' as const,
  folderKind: 'imap-folder' as const,
}

const answerWith = (key: string | undefined): ReviewAnswer => ({
  ...{ mailId: mail.id, version: 1, by: 'birthe', note: 'tak' },
  label: key === undefined ? undefined : label(key),
})

describe("a person's answer", () => {
  it('is a decision of theirs that moves the mail and queues it', () => {
    expect(entryForAnswer(answerWith('parkering'), recordOf(asked), facts)).toMatchObject({
      mode: 'person',
      actor: { kind: 'person', name: 'birthe' },
      decision: {
        kind: 'route',
        parts: [{ queue: 'parkering' }],
        because: { kind: 'answered', by: 'birthe' },
      },
      deliveries: [
        {
          destination: 'imap-folder',
          move: {
            from: aLocation(),
            toFolder: 'Afdelinger/parkering',
            sizeBytes: 42,
            messageId: mail.messageId,
          },
        },
        { destination: 'ledger-queue' },
      ],
      review: false,
    })
  })

  it('keeps what must be seen', () => {
    expect(entryForAnswer(answerWith('pas'), recordOf(asked), facts).decision.mustSee).toEqual(['threat'])
  })

  it('"not ours" leaves the mail where it lies', () => {
    expect(entryForAnswer(answerWith(undefined), recordOf(asked), facts)).toMatchObject({
      decision: { kind: 'leave', because: { kind: 'answered', by: 'birthe' } },
      deliveries: [],
    })
  })

  it('that confirms where the mail was filed asks for nothing more', () => {
    expect(entryForAnswer(answerWith('pas'), recordOf(filed), facts).deliveries).toEqual([])
  })

  it('that puts a filed mail elsewhere moves it there', () => {
    expect(entryForAnswer(answerWith('parkering'), recordOf(filed), facts).deliveries).toHaveLength(2)
  })

  it('moves no copy that lies in another mailbox', () => {
    const record = recordOf(asked, { locations: [aLocation(), aLocation({ account: 'another' })] })
    const { deliveries } = entryForAnswer(answerWith('pas'), record, facts)
    expect(deliveries.flatMap(({ move }) => move?.from.account ?? [])).toEqual(['borgerservice'])
  })

  it('after the text was dropped still moves the mail, by its bytes', () => {
    const { deliveries } = entryForAnswer(answerWith('pas'), recordOf(asked, { parsed: undefined }), facts)
    expect(deliveries[0]?.move?.messageId).toBeUndefined()
  })
})
