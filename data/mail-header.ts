// The header of a mail of the inbox: from where, by which servers, when, in which thread. All servers and people are invented.
import { type CorpusMail, nameFor, numberFor } from './corpus.js'
import { canCarry, encodedWords } from './mail-bytes.js'
import type { Form } from './mail-forms.js'

export function headerLines(mail: CorpusMail, form: Form): string[] {
  const { name, address } = sender(mail.from)
  const domain = address.slice(address.indexOf('@') + 1)
  return [
    `Return-Path: <${address}>`,
    ...received(mail, address, domain),
    `From: ${words(mail, form, name)} <${address}>`,
    `To: ${recipient(mail)}`,
    `Subject: ${words(mail, form, mail.subject)}`,
    `Date: ${dateText(mail.date)}`,
    ...messageId(mail, domain),
    ...thread(mail),
    form.program,
    'MIME-Version: 1.0',
  ]
}

/** The corpus' `"Name" <address>` taken apart. */
export function sender(from: string): { readonly name: string; readonly address: string } {
  const match = /^"([^"]*)" <([^>]+)>$/.exec(from)
  if (!match) throw new Error(`not a sender as the corpus writes it: ${from}`)
  return { name: match[1] as string, address: match[2] as string }
}

/** The corpus' local time as a mail's date, e.g. `Mon, 01 Jul 2024 08:15:00 +0200`. @units addSeconds: seconds, >= 0 */
export function dateText(local: string, addSeconds = 0): string {
  const asUtc = new Date(`${local}Z`)
  const offsetHours = danishOffsetHours(asUtc)
  const text = new Date(asUtc.getTime() + addSeconds * 1000).toUTCString().replace(' GMT', '')
  return `${text} +0${offsetHours}00`
}

// ---------------------------------------------------------------------------------------------------------------

/** One in twelve arrives with raw UTF-8 in its header (RFC 6532, or a program that does not care). */
function words(mail: CorpusMail, form: Form, text: string): string {
  const number = numberFor(mail.id, 'words')
  const isName = text !== mail.subject
  if (canCarry(text, 'us-ascii')) return isName && /[^\w ]/.test(text) ? `"${text}"` : text
  if (number % 12 === 0 && form.charset === 'utf-8') return isName ? `"${text}"` : text
  return encodedWords(text, form.charset, number % 2 === 0 ? 'B' : 'Q')
}

function received(mail: CorpusMail, address: string, domain: string): string[] {
  const id = nameFor(mail.id, 'received').slice(0, 12)
  const from = `192.0.2.${1 + (numberFor(mail.id, 'net') % 254)}`
  return [
    `Received: from mx1.kk.example (mx1.kk.example [198.51.100.10])\r\n by mail.kk.example with LMTP id ${id.toUpperCase()}\r\n for <${mail.to}>; ${dateText(mail.date, 4)}`,
    `Received: from smtp.${domain} (smtp.${domain} [${from}])\r\n by mx1.kk.example (Postfix) with ESMTPS id ${id}\r\n for <${mail.to}>; ${dateText(mail.date, 2)}`,
    `Received-SPF: pass (mx1.kk.example: domain of ${address} designates ${from} as permitted sender)`,
  ]
}

function recipient(mail: CorpusMail): string {
  const names = ['', 'Kommunen ', '"Københavns Kommune" ']
  const name = names[numberFor(mail.id, 'recipient') % names.length] as string
  if (canCarry(name, 'us-ascii')) return name === '' ? mail.to : `${name}<${mail.to}>`
  return `${encodedWords(name.slice(1, -2), 'utf-8', 'Q')} <${mail.to}>`
}

/** One in fifty has none: some forms and scanners leave it out. */
function messageId(mail: CorpusMail, domain: string): string[] {
  if (numberFor(mail.id, 'message-id') % 50 === 0) return []
  return [`Message-ID: <${nameFor(mail.id, 'message-id')}@${domain}>`]
}

/** Answers name a mail that the municipality sent, and the mail before it. */
function thread(mail: CorpusMail): string[] {
  if (!/^(sv|re|aw):/i.test(mail.subject)) return []
  const first = `<${nameFor(mail.id, 'first')}@${sender(mail.from).address.split('@')[1]}>`
  const answered = `<${nameFor(mail.id, 'answered')}@mail.kk.example>`
  return [`In-Reply-To: ${answered}`, `References: ${first}\r\n ${answered}`]
}

/** Danish time is one hour before UTC, two from the last Sunday of March to the last Sunday of October. */
function danishOffsetHours(local: Date): 1 | 2 {
  const year = local.getUTCFullYear()
  const isSummer = local >= lastSunday(year, 2) && local < lastSunday(year, 9)
  return isSummer ? 2 : 1
}

function lastSunday(year: number, month: number): Date {
  const last = new Date(Date.UTC(year, month + 1, 0, 2))
  last.setUTCDate(last.getUTCDate() - last.getUTCDay())
  return last
}
