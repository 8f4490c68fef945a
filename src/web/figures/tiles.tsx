// The few numbers that are always read together: how much the program filed alone, how often it was wrong, and what was left to people.
import type { Figures, LeftFigures } from '../../desk/figures-shapes.js'
import type { PersonContext } from '../request-context.js'
import type { Texts } from '../texts/da.js'
import { count, interval, share } from './format.js'

export const Tiles = ({ ctx, figures }: { readonly ctx: PersonContext; readonly figures: Figures }) => {
  const { texts } = ctx
  const t = texts.figures
  const { left, total } = figures
  const { filedAlone, blind, overridden, byPeople, waiting } = total
  const tiles = [
    { name: t.filedAlone, big: count(filedAlone, texts), small: t.tiles.filedAlone },
    {
      name: t.blindError,
      big: blind.share === undefined ? t.notMeasured : share(blind.share, texts),
      small:
        blind.n === 0
          ? t.tiles.blindNone
          : `${interval(blind, texts)}. ${t.tiles.blindError(count(blind.wrong, texts), count(blind.n, texts))}`,
    },
    ...(left === undefined ? [] : [leftTile(left, texts)]),
    { name: t.overridden, big: count(overridden, texts), small: t.tiles.overridden },
    { name: t.byPeople, big: count(byPeople, texts), small: t.tiles.byPeople },
    { name: t.waiting, big: count(waiting, texts), small: t.tiles.waiting },
  ]
  return (
    <dl class="tiles">
      {tiles.map(({ name, big, small }) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <span class="big">{big}</span>
            <span class="quiet">{small}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

// ---------------------------------------------------------------------------------------------------------------

/** All answers ever: a bound on what is rare needs them. */
function leftTile(left: LeftFigures, texts: Texts) {
  const { leftError: name, tiles: t, notMeasured } = texts.figures
  if (left.n === 0) return { name, big: notMeasured, small: t.blindNone }
  return {
    name,
    big: t.atMost(share(left.high, texts)),
    small: t.leftError(count(left.wrong, texts), count(left.n, texts)),
  }
}
