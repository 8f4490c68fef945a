// Answers through the whole pipeline: honest ones follow the mail they answer, and nobody moves a mail by what they write into its header.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label, type MailId } from '../../../src/ids.js'
import { parseMail } from '../../../src/ingest/parse.js'
import type { Decision } from '../../../src/journey.js'
import { deliver } from '../../../src/pass/deliver.js'
import { receive } from '../../../src/pass/receive.js'
import { triage } from '../../../src/pass/triage.js'
import { type Bench, benchMailbox } from '../mailbox-harness.js'

const DAY_MS = 24 * 3_600_000
const office = 'borgerservice@kk.example'

interface Letter {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly cc?: string
  readonly subject: string
  readonly text: string
  readonly references?: string
  readonly inReplyTo?: string
  readonly header?: string
}

let bench: Bench
beforeEach(async () => {
  bench = await benchMailbox()
})
afterEach(() => bench.ledger.close())

const ids = (text: string | undefined) =>
  (text ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => `<${id}>`)
    .join(' ')

const bytesOf = ({ id, from, to, cc, subject, text, references, inReplyTo, header }: Letter): Uint8Array =>
  Buffer.from(
    [
      ...(id === '' ? [] : [`Message-ID: <${id}>`]),
      `From: <${from}>`,
      `To: ${to}`,
      ...(cc === undefined ? [] : [`Cc: ${cc}`]),
      `Subject: ${subject}`,
      'Content-Type: text/plain; charset=utf-8',
      ...(references === undefined ? [] : [`References: ${ids(references)}`]),
      ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${ids(inReplyTo)}`]),
      ...(header === undefined ? [] : [header]),
      '',
      text,
      '',
    ].join('\r\n'),
  )

/** Sends letters, in one batch, through the pipeline; gives the decision on the last. */
async function send(
  ...letters: readonly Letter[]
): Promise<{ readonly decision: Decision; readonly mailId: MailId }> {
  const raws = letters.map((letter) => bench.source.add({ bytes: bytesOf(letter) }))
  const read: Bench['pipeline']['read'] = async (raw) =>
    parseMail(raw, { maxBytes: 1_000_000, addresses: { own: [office], ours: [office] } })
  const pipeline = { ...bench.pipeline, read }
  for await (const mails of receive(pipeline, bench.route, bench.ends))
    await triage(pipeline, bench.route, mails)
  await deliver(pipeline, bench.route, bench.destinations)
  const raw = raws.at(-1)!
  return { decision: (await bench.decisionOf(raw))!, mailId: raw.id }
}

/** Now and then the mail is of the sample, and keeps its text while it waits; the ledger's own suite shows what is forgotten. */
const forgetAll = async () => {
  bench.clock.pass(40 * DAY_MS)
  await bench.ledger.forgetText(bench.clock.now().toISOString())
}

/** The citizen's question, which the model files in `parkering`, and what the municipality answers outside the program. */
const question: Letter = {
  ...{ id: 't1@mail.example', from: 'ane@mail.example', to: office, cc: 'bo@mail.example' },
  ...{ subject: 'Afgift på Nørregade', text: 'Min bil fik en afgift for parkering i går.' },
}
const ours = 'ours1@kk.example'

/** An answer to our answer, of whose text alone the model is not sure. */
const answer = (changes: Partial<Letter> = {}): Letter => ({
  ...{ id: 't2@mail.example', from: 'ane@mail.example', to: office, subject: 'SV: Afgift på Nørregade' },
  ...{ text: 'Tak for svaret, her er det I bad om.', references: `t1@mail.example ${ours}`, inReplyTo: ours },
  ...changes,
})

const follows = { kind: 'route', parts: [{ queue: 'parkering' }], because: { kind: 'thread' } }
const quoted = 'Tak for svaret.\r\n\r\n> Vi har brug for mere.\r\n> Hilsen kommunen'
const copyOfOurs = (changes: Partial<Letter> = {}): Letter => ({
  ...{ id: ours, from: office, to: 'ane@mail.example, bo@mail.example', subject: 'SV: Afgift på Nørregade' },
  ...{ text: 'Vi skal bruge et billede.', references: 't1@mail.example', inReplyTo: 't1@mail.example' },
  ...changes,
})

/** An honest answer; `before` comes between, `isLate` when the text is forgotten. */
interface Honest {
  readonly answer: Partial<Letter>
  readonly before?: Letter
  readonly question?: Partial<Letter>
  readonly isLate?: boolean
}

const subject = (text: string): Honest => ({ answer: { subject: text } })
const direct = { references: 't1@mail.example', inReplyTo: 't1@mail.example' }
const longSubject = 'Klage over parkeringsafgift på Nørregade den 3. marts kl. 14'
const onlyOurs = { references: ours, inReplyTo: ours }

const honest: Readonly<Record<string, Honest>> = {
  'SV:': subject('SV: Afgift på Nørregade'),
  'Sv: in small letters': subject('Sv: afgift på nørregade'),
  'Re:': subject('Re: Afgift på Nørregade'),
  'RE: of Outlook': subject('RE: Afgift på Nørregade'),
  'AW:': subject('AW: Afgift på Nørregade'),
  'Antw:': subject('Antw: Afgift på Nørregade'),
  'two prefixes': subject('SV: Re: Afgift på Nørregade'),
  'Re[2]:': subject('Re[2]: Afgift på Nørregade'),
  'an empty subject': subject(''),
  'a bare prefix': subject('SV:'),
  'a placeholder': subject('SV: (intet emne)'),
  'a gateway tag': subject('[EKSTERN] SV: Afgift på Nørregade'),
  'a tag after the prefix': subject('SV: [EKSTERN] Afgift på Nørregade'),
  'a word of the gateway': subject('EKSTERN: SV: Afgift på Nørregade'),
  stars: subject('*** EKSTERN *** SV: Afgift på Nørregade'),
  'a case number before': subject('Sag 1234 - SV: Afgift på Nørregade'),
  'a case number behind': subject('SV: Afgift på Nørregade (Sag 24/1234)'),
  'a ticket': subject('Re: [#4711] Afgift på Nørregade'),
  'a journal number': subject('SV: J.nr. 24-5678: Afgift på Nørregade'),
  'another punctuation': subject('SV: Afgift på Nørregade!'),
  'no prefix but a quotation': { answer: { subject: 'Afgift på Nørregade', text: quoted } },
  'a subject cut short': {
    question: { subject: longSubject },
    answer: { subject: 'SV: Klage over parkeringsafgift på Nørr...' },
  },
  'a question without a subject': { question: { subject: '' }, answer: { subject: 'SV: Din henvendelse' } },
  'an answer to the own mail': { answer: { ...direct, text: 'Jeg glemte billedet.' } },
  'only In-Reply-To': { answer: { references: undefined as never, inReplyTo: 't1@mail.example' } },
  'only References': { answer: { inReplyTo: undefined as never } },
  'a long chain': { answer: { references: `t1@mail.example ${ours} a@x.example b@x.example c@x.example` } },
  'the spouse in copy': { answer: { from: 'bo@mail.example' } },
  'the spouse to all': { answer: { from: 'bo@mail.example', to: `${office}, ane@mail.example`, ...direct } },
  'reply-all': { answer: { cc: 'bo@mail.example' } },
  'a lawyer taken in': { answer: { cc: 'lis@advokat.example' } },
  'forty days later': { answer: {}, isLate: true },
  'forty days later, with a case number': {
    answer: { subject: 'SV: Sag 24/99: Afgift på Nørregade' },
    isLate: true,
  },
  'forty days later, the spouse': { answer: { from: 'bo@mail.example' }, isLate: true },
  'forty days later, cut short': {
    question: { subject: longSubject },
    answer: { subject: 'Re: Klage over parkeringsafgift på N…' },
    isLate: true,
  },
  "an answer to a caseworker's own mail": { before: copyOfOurs(), answer: onlyOurs },
  "a caseworker's other subject": {
    before: copyOfOurs({ subject: 'Sag 24/1234: Anmodning om billede' }),
    answer: { ...onlyOurs, subject: 'SV: Sag 24/1234: Anmodning om billede' },
  },
  'from a phone': { answer: { text: 'Ok\r\n\r\nSendt fra min iPhone' } },
  'an attachment and no text': { answer: { text: '' } },
  'passed on by its own writer': {
    answer: { subject: 'VS: Afgift på Nørregade', text: 'Se venligst nedenfor.' },
  },
  'a few words in English': { answer: { text: 'Thank you very much for your kind help.' } },
  'the second answer': { before: answer({ id: 'mellem@mail.example' }), answer: { id: 't4@mail.example' } },
  // These three wait for a person, or for the model:
  'a phone that quotes nothing and adds no prefix': { answer: { subject: 'Afgift på Nørregade' } },
  'the spouse, who was in no mail': { answer: { from: 'carl@mail.example' } },
  "the citizen's other address": { answer: { from: 'ane@arbejde.example' } },
}

const waiting = Object.keys(honest).slice(-3)

async function decisionOn({ answer: changes, before, question: asked, isLate }: Honest): Promise<Decision> {
  await send({ ...question, ...asked })
  if (before) await send(before)
  if (isLate) await forgetAll()
  return (await send(answer(changes))).decision
}

describe('an honest answer', () => {
  it.each(Object.entries(honest).filter(([name]) => !waiting.includes(name)))(
    '%s: follows',
    async (_, one) => {
      expect(await decisionOn(one)).toMatchObject(follows)
    },
  )

  it.each(Object.entries(honest).filter(([name]) => waiting.includes(name)))(
    '%s: waits for a person',
    async (_, one) => {
      expect(await decisionOn(one)).toMatchObject({ kind: 'review' })
    },
  )

  it('follows in nine of ten forms', () => {
    expect(waiting.length / Object.keys(honest).length).toBeLessThan(0.1)
  })

  it('follows within one batch', async () => {
    expect((await send(question, answer())).decision).toMatchObject(follows)
  })
})

const mallory = 'mallory@ond.example'
/** The attacker's own mail, which the model surely files in `parkering`: the queue that others are to be drawn into. */
const bait = (changes: Partial<Letter> = {}): Letter => ({
  ...{ id: 'bait@ond.example', from: mallory, to: office, subject: 'Nyt fra kommunen' },
  ...{ text: 'Hvor er der parkering?' },
  ...changes,
})
const mailing = 'masseudsendelse-2026@kk.example'
/** Somebody's honest answer to a mailing of ours, of which the model is not sure. */
const victim = (changes: Partial<Letter> = {}): Letter => ({
  ...{ id: 'offer@mail.example', from: 'offer@mail.example', to: office, subject: 'SV: Nyt fra kommunen' },
  ...{ text: 'Naboens barn bliver slået, og jeg er bange.', references: mailing, inReplyTo: mailing },
  ...changes,
})

/** What is sent before, and the mail whose way is to be chosen by somebody else. */
const takeovers: Readonly<Record<string, readonly [...(readonly Letter[]), Letter]>> = {
  'a stranger names a mailing, and a victim answers it': [bait({ references: mailing }), victim()],
  'a stranger answers a mailing in form': [
    bait({ references: mailing, subject: 'SV: Nyt fra kommunen' }),
    victim(),
  ],
  "a stranger's mail carries the mailing's id": [bait({ id: mailing }), victim()],
  'and names the victim as its recipient': [bait({ id: mailing, cc: 'offer@mail.example' }), victim()],
  "a stranger's mail carries a citizen's id": [
    { ...question, text: 'Det haster med mit pas.' },
    bait({ id: question.id, cc: 'ane@mail.example', subject: question.subject }),
    answer(),
  ],
  "and the citizen's own mail waits": [
    { ...question, text: 'Det haster.' },
    bait({ id: question.id, from: 'ane@mail.example', subject: question.subject }),
    answer(),
  ],
  'a stranger answers a thread under its subject': [question, answer({ from: mallory })],
  'a stranger answers it with an empty subject': [question, answer({ from: mallory, subject: '' })],
  'a stranger without an address': [question, answer({ from: '' })],
  'a stranger in the name of the mailbox': [
    question,
    answer({ from: 'borgerservice@kk.example.ond.example' }),
  ],
  'somebody of the same provider': [question, answer({ from: 'zenia@mail.example' })],
  'a stranger who copies the citizen in': [question, answer({ from: mallory, cc: 'ane@mail.example' })],
  'a stranger forty days later': [question, answer({ from: mallory })],
  'somebody in copy passes the thread on': [
    question,
    answer({ from: 'bo@mail.example', subject: 'VS: Afgift på Nørregade', text: 'Se her.' }),
  ],
  'an old mail answered about something new': [
    question,
    answer({ subject: 'SV: Navneændring', text: quoted }),
  ],
  'the same subject, and surely another matter': [question, answer({ text: 'Nu gælder det mit pas.' })],
  'many strangers name a mail': [
    question,
    ...[1, 2, 3].map((nth) => answer({ id: `m${nth}@x.example`, from: `m${nth}@x.example` })),
    answer(),
  ],
  'a form with a constant reference': [
    { ...question, id: 'f1@web.example', from: 'web@kk.example', references: 'formular@web.example' },
    answer({ id: 'f2@web.example', from: 'web@kk.example', references: 'formular@web.example' }),
  ],
  "a form that names the first form's id": [
    { ...question, id: 'formular@web.example', from: 'web@kk.example', subject: 'Kontaktformular' },
    answer({
      ...{ id: 'f2@web.example', from: 'web@kk.example', subject: 'Kontaktformular' },
      ...{ references: 'formular@web.example', inReplyTo: 'formular@web.example' },
    }),
  ],
  'a mail that answers itself': [
    { ...question, id: 'formular@web.example' },
    answer({
      id: 'formular@web.example',
      references: 'formular@web.example',
      inReplyTo: 'formular@web.example',
    }),
  ],
  'a mail of ours that somebody forged leads to the bait': [
    bait({ cc: 'offer@mail.example' }),
    copyOfOurs({
      id: mailing,
      to: 'offer@mail.example',
      references: 'bait@ond.example',
      subject: 'Nyt fra kommunen',
    }),
    victim(),
  ],
  'a mailing to many': [
    bait({ id: mailing, to: Array.from({ length: 30 }, (_, nth) => `k${nth}@kommune.example`).join(', ') }),
    victim({ from: 'k3@kommune.example', to: `${office}, ${mallory}` }),
  ],
}

describe('a takeover', () => {
  it.each(Object.entries(takeovers))('%s: to a person, or where the model is sure', async (name, letters) => {
    for (const letter of letters.slice(0, -1)) await send(letter)
    if (name.includes('forty days')) await forgetAll()
    const { decision } = await send(letters.at(-1)!)
    expect(decision.because.kind).not.toBe('thread')
    expect(decision.kind).toBe('review')
  })

  it.each(Object.entries(takeovers).filter(([name]) => !name.includes('forty days')))(
    '%s: nor within one batch',
    async (_, letters) => {
      const { decision } = await send(...letters)
      expect(decision.because.kind).not.toBe('thread')
      expect(decision.kind).toBe('review')
    },
  )

  it('a person is told the queue of the thread, and the model keeps its own', async () => {
    await send(question)
    const { decision } = await send(answer({ text: 'Nu gælder det mit pas.' }))
    const because = { kind: 'thread-in-doubt', queue: 'parkering', why: 'model-disagrees' }
    expect(decision).toMatchObject({ kind: 'review', guess: 'pas', because })
  })

  it('a stranger in a thread is filed where the model surely files it anyway', async () => {
    await send(question)
    const { decision } = await send(answer({ from: mallory, text: 'Jeg spørger om parkering.' }))
    expect(decision).toMatchObject({ because: { kind: 'confident' }, parts: [{ queue: 'parkering' }] })
  })

  it('an answer waits while filing by threads is closed', async () => {
    await send(question)
    await bench.ledger.closeThreadFilingByHand('birthe', 'prøve')
    expect((await send(answer())).decision).toMatchObject({
      ...{ kind: 'review', guess: label('parkering'), because: { why: 'switched-off' } },
    })
  })
})
