// The suite that every destination passes: delivering twice is delivering once, and each delivery has its outcome.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../src/journey.js'
import type { Destination } from '../../src/route/destinations/destination.js'

/** A destination with real deliveries of its kind, and a way to look at what has arrived. */
interface DestinationUnderTest {
  readonly destination: Destination
  /** Makes so many deliveries of different mails, all for queues that the destination serves. */
  deliveries(count: number): Promise<readonly Delivery[]>
  /** The ids of the mails that lie at the destination, one for each effect, in any order. */
  arrived(): Promise<readonly string[]>
  close(): Promise<void>
}

export function destinationContract(name: string, open: () => Promise<DestinationUnderTest>): void {
  describe(`destination: ${name}`, () => {
    let test: DestinationUnderTest
    beforeEach(async () => {
      test = await open()
    })
    afterEach(() => test.close())

    const mailIds = (deliveries: readonly Delivery[]) => deliveries.map((delivery) => delivery.mailId).sort()

    it('what was prepared for can be delivered', async () => {
      const deliveries = await test.deliveries(1)
      await test.destination.prepare(deliveries.map((delivery) => delivery.label))
      expect(await test.destination.deliver(deliveries)).toMatchObject([{ kind: 'done' }])
      expect(await test.arrived()).toEqual(mailIds(deliveries))
    })

    it('each delivery has one outcome', async () => {
      const deliveries = await test.deliveries(7)
      const outcomes = await test.destination.deliver(deliveries)
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array(7).fill('done'))
      expect([...(await test.arrived())].sort()).toEqual(mailIds(deliveries))
    })

    it('no deliveries have no outcomes', async () => {
      expect(await test.destination.deliver([])).toEqual([])
    })

    it('delivering twice is delivering once', async () => {
      const deliveries = await test.deliveries(3)
      await test.destination.deliver(deliveries)
      const again = await test.destination.deliver([...deliveries].reverse())
      expect(again.map((outcome) => outcome.kind)).toEqual(['done', 'done', 'done'])
      expect([...(await test.arrived())].sort()).toEqual(mailIds(deliveries))
    })

    it('delivering the same at the same time is delivering once', async () => {
      const deliveries = await test.deliveries(3)
      await Promise.all([test.destination.deliver(deliveries), test.destination.deliver(deliveries)])
      expect([...(await test.arrived())].sort()).toEqual(mailIds(deliveries))
    })

    it('a repeated delivery beside a new one does not hinder it', async () => {
      const [first, second] = await test.deliveries(2)
      await test.destination.deliver([first!])
      await test.destination.deliver([first!, second!])
      expect([...(await test.arrived())].sort()).toEqual(mailIds([first!, second!]))
    })
  })
}
