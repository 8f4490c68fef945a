// RawMail from one mbox file (`>From` lines are unquoted). A mail's number is made of its bytes: when a mail is removed from the
// file, or one is inserted before it, the others keep theirs. Identical mails get different numbers.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { mboxReader } from 'mbox-reader'
import { mailIdOf } from '../../ids.js'
import type { RawMail } from '../../journey.js'
import { BATCH_BYTES } from './batches.js'
import { fileUid, fileUidValidity } from './mail-files.js'
import type { MailSource } from './source.js'

export function createMboxSource({
  account,
  file,
}: {
  readonly account: string
  readonly file: string
}): MailSource {
  return {
    account,
    async *fetchNew(known, { batchMails }) {
      const folder = basename(file)
      const knownUids = await known(folder, fileUidValidity)
      let batch: RawMail[] = []
      let bytes = 0
      for await (const mail of readMbox(account, folder, file)) {
        if (knownUids.has(mail.location.uid)) continue
        if (batch.length === batchMails || (batch.length > 0 && bytes + mail.bytes.length > BATCH_BYTES)) {
          yield batch
          batch = []
          bytes = 0
        }
        batch.push(mail)
        bytes += mail.bytes.length
      }
      if (batch.length > 0) yield batch
    },
    close: async () => undefined,
  }
}

// ---------------------------------------------------------------------------------------------------------------

async function* readMbox(account: string, folder: string, file: string): AsyncGenerator<RawMail> {
  const fileTime = (await stat(file)).mtime
  const seen = new Map<string, number>()
  for await (const { content, time } of mboxReader(
    Readable.from(quoteFalseSeparators(createReadStream(file))),
  )) {
    const bytes = new Uint8Array(content)
    const id = mailIdOf(bytes)
    const copy = seen.get(id) ?? 0
    seen.set(id, copy + 1)
    yield {
      id,
      bytes,
      location: { account, folder, uidValidity: fileUidValidity, uid: fileUid(`${id}\n${copy}`) },
      receivedAt: (time || fileTime).toISOString(),
    }
  }
}

/** A separator follows an empty line and ends in a time: `From anna@example.dk Tue Mar  4 09:12:00 2025`. */
const separator = /^From \S+ .*\d{4}/

/** Quotes the lines of a mail's text that merely begin with "From ", which not every program did when it wrote the file. */
async function* quoteFalseSeparators(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = ''
  let isAfterEmptyLine = true
  for await (const chunk of chunks) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    const quoted = lines.map((line) => {
      const isFalse = line.startsWith('From ') && !(isAfterEmptyLine && separator.test(line))
      isAfterEmptyLine = line === '' || line === '\r'
      return isFalse ? `>${line}\n` : `${line}\n`
    })
    yield Buffer.from(quoted.join(''), 'latin1')
  }
  yield Buffer.from(rest, 'latin1')
}
