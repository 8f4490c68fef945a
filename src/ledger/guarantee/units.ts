// What counts as one thing in every sample. The one place that knows of bursts: like mails that came together are one unit.
import type { MailId } from '../../ids.js'
import type { SampleStore, Unit } from '../contract/samples.js'

export function createUnits(): Pick<SampleStore, 'unitsOf'> {
  return {
    unitsOf: async (ids) => new Map(ids.map((id): [MailId, Unit] => [id, { id, met: new Set() }])),
  }
}
